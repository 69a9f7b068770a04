using Tollgate.Guards.Scanning;
using Tollgate.Security;

namespace Tollgate.Guards.External;

/// <summary>A text as an external guard is shown it.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Source">Who wrote it.</param>
/// <param name="Place">Where it stands in the body.</param>
/// <param name="IsPlain">Whether it stands there as it is, without escapes.</param>
internal sealed record ExternalText(string Text, Source Source, TextPlace Place, bool IsPlain);
