using System.Security.Cryptography;
using Tollgate.Security;

namespace Tollgate.Guards.Scanning;

/// <summary>
/// Remembers which texts held nothing, by a keyed print of 122 bits. An agent sends its whole conversation with every turn: what was looked
/// through in the last turn costs a tenth of a look now. Of fixed size; a newer text takes an older one's place. A text with a finding is never
/// remembered, and what is remembered is forgotten with the process.
/// </summary>
internal sealed class CleanTexts
{
    private const int Places = 16 * 1024;
    private const int Ways = 4;
    private const int KeyBytes = 16;

    private readonly GuardScan _scan;
    private readonly TextPrint _print;
    private readonly (ulong First, ulong Second)[] _known = new (ulong, ulong)[Places];

    /// <summary>A memory before a scan.</summary>
    public CleanTexts(GuardScan scan)
        : this(scan, RandomNumberGenerator.GetBytes(KeyBytes))
    {
    }

    /// <summary>The same under a key of the caller's.</summary>
    internal CleanTexts(GuardScan scan, ReadOnlySpan<byte> key)
    {
        _scan = scan;
        _print = new TextPrint(key);
    }

    /// <summary>Adds what the scan finds; nothing where it found nothing in the same text of the same source before.</summary>
    public void Scan(ReadOnlySpan<byte> text, Source source, ReadOnlySpan<TextDetector> own, ref Findings findings)
    {
        var print = _print.Of(text, (byte)source);
        var row = _known.AsSpan((int)(print.First & (Places - Ways)), Ways);
        foreach (ref var known in row)
        {
            // A print that is half overwritten meanwhile matches no text but by a chance of 2^-61.
            if (known == print)
            {
                return;
            }
        }

        var before = findings.Count;
        _scan(text, source, own, ref findings);
        if (findings.Count == before)
        {
            row[(int)(print.Second & (Ways - 1))] = print;
        }
    }
}
