using Tollgate.Security;

namespace Tollgate.Guards.Scanning;

/// <summary>A detector as the guards call it: a text in, findings added.</summary>
internal delegate void GuardScan(ReadOnlySpan<byte> utf8, Source source, ReadOnlySpan<TextDetector> own, ref Findings findings);
