namespace Tollgate.TestKit.Fuzzing;

/// <summary>Makes hostile bytes out of real ones, always the same for a seed.</summary>
public sealed class Mutator(int seed)
{
    private const int Largest = 64 * 1024;

    private static readonly byte[][] Pieces =
    [
        .. new[] { "\"", "\\", "{", "}", "[", "]", ",", ":", "\n", "\r\n", "\n\n", "data:", "null", "-1", "1e999", "99999999999999999999", "\\ud800", "%00", "${", "&a", "*a", "!!", "\t", "=", ";", "'", "<", "\u0085" }
            .Select(System.Text.Encoding.UTF8.GetBytes),
        [0], [0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0x80], [0xC3], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], [0xF4, 0x90, 0x80, 0x80],
    ];

    private readonly Random _random = new(seed);

    /// <summary>How many rounds a test makes: few in the short form, many in the long one.</summary>
    public static int Rounds(int usual) => Environment.GetEnvironmentVariable("TOLLGATE_LONG") is null ? usual : usual * 50;

    /// <summary>One of the samples, changed one to eight times.</summary>
    public byte[] Next(IReadOnlyList<byte[]> samples)
    {
        var bytes = new List<byte>(samples[_random.Next(samples.Count)]);
        for (var changes = _random.Next(1, 9); changes > 0; changes--)
        {
            Change(bytes, samples);
        }

        return bytes.Count <= Largest ? [.. bytes] : [.. bytes.Take(Largest)];
    }

    private void Change(List<byte> bytes, IReadOnlyList<byte[]> samples)
    {
        var at = _random.Next(bytes.Count + 1);
        switch (_random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, _random.Next(Math.Min(64, bytes.Count - at + 1)));
                break;
            case 3:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, _random.Next(Math.Min(512, bytes.Count - at + 1))));
                break;
            case 5:
                var other = samples[_random.Next(samples.Count)];
                var from = _random.Next(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(from, _random.Next(Math.Min(512, other.Length - from + 1))).ToArray());
                break;
            case 6:
                var piece = Pieces[_random.Next(Pieces.Length)];
                bytes.InsertRange(at, Enumerable.Repeat(piece, _random.Next(1, 100)).SelectMany(static one => one).ToArray());
                break;
            default:
                bytes.InsertRange(at, Pieces[_random.Next(Pieces.Length)]);
                break;
        }
    }
}
