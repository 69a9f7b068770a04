using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Tollgate.Security.Canaries;

/// <summary>
/// Finds values that were planted to be noticed, knowing only keyed hashes of them: a keyed print of every twelve bytes of the text is compared,
/// and where one fits, the hash decides. A text without any allocates nothing.
/// </summary>
public sealed class CanaryDetector : TextDetector
{
    private const int FilterBits = 16;
    private readonly byte[] _secret;
    private readonly CanaryKey _key;
    private readonly ulong[] _filter = new ulong[1 << (FilterBits - 6)];
    private readonly FrozenDictionary<ulong, List<(CanaryPrint Print, Rule Rule)>> _prints;

    /// <summary>A detector of canaries whose prints were made under the key.</summary>
    public CanaryDetector(byte[] key, IEnumerable<CanaryPrint> canaries)
    {
        _secret = key;
        _key = new CanaryKey(key);
        var prints = new Dictionary<ulong, List<(CanaryPrint, Rule)>>();
        foreach (var print in canaries)
        {
            var window = (ulong)print.Window;
            if (!prints.TryGetValue(window, out var same))
            {
                prints[window] = same = [];
            }

            same.Add((print, MakeRule(print.Name)));
            _filter[window >> (64 - FilterBits + 6)] |= 1UL << (int)((window >> (64 - FilterBits)) & 63);
        }

        _prints = prints.ToFrozenDictionary();
    }

    internal override void Scan(ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        for (var at = 0; at + CanaryPrint.Shortest <= text.Length; at++)
        {
            var window = _key.Window(text[at..]);
            if ((_filter[window >> (64 - FilterBits + 6)] & (1UL << (int)((window >> (64 - FilterBits)) & 63))) != 0 && _prints.TryGetValue(window, out var prints))
            {
                Verify(text, at, prints, ref sink);
            }
        }
    }

    private void Verify(ReadOnlySpan<byte> text, int at, List<(CanaryPrint Print, Rule Rule)> prints, ref ScanSink sink)
    {
        foreach (var (print, rule) in prints)
        {
            if (at + print.Length <= text.Length && CryptographicOperations.FixedTimeEquals(CanaryKey.Hash(_secret, text.Slice(at, print.Length)), print.Hash))
            {
                sink.Report(rule, Severity.Critical, 1, at, at + print.Length);
            }
        }
    }

    private static Rule MakeRule(string name) => new(
        "canary-seen", FindingKind.Exfiltration, Severity.Critical, $"Canary '{name}'", "Nobody has a use for this value: whoever has it has been where it was planted.",
        "Find out how it came here: the place it was planted in is open to somebody.");
}
