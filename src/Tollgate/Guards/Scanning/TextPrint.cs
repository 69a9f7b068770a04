using System.Buffers.Binary;

namespace Tollgate.Guards.Scanning;

/// <summary>
/// The fingerprint of a text under a secret key: the text as a polynomial over the numbers modulo 2^61 − 1, taken at two secret points
/// (Carter and Wegman, "Universal classes of hash functions", 1979). Who does not know the points finds two texts of n bytes with one print with a
/// probability below (n / 7 / 2^60)², whatever the texts are; prints are never shown, so nobody learns the points.
/// </summary>
internal sealed class TextPrint
{
    private const ulong Prime = (1UL << 61) - 1;
    private const ulong BlockMask = (1UL << 56) - 1;
    private const int BlockBytes = 7;
    private const int StrideBytes = 4 * BlockBytes;

    private readonly Point _first;
    private readonly Point _second;

    /// <summary>A print at two points, from 16 random bytes.</summary>
    public TextPrint(ReadOnlySpan<byte> key)
    {
        _first = new Point((BinaryPrimitives.ReadUInt64LittleEndian(key) % (Prime - 2)) + 2);
        _second = new Point((BinaryPrimitives.ReadUInt64LittleEndian(key[8..]) % (Prime - 2)) + 2);
    }

    /// <summary>The print of a text of some kind.</summary>
    public (ulong First, ulong Second) Of(ReadOnlySpan<byte> text, byte kind)
    {
        var length = ((ulong)text.Length << 8) | kind;
        var (first, second) = (_first.Add(0, length), _second.Add(0, length));
        // Eight bytes are loaded for seven.
        while (text.Length > StrideBytes)
        {
            var (a, b, c, d) = (Block(text), Block(text[BlockBytes..]), Block(text[(2 * BlockBytes)..]), Block(text[(3 * BlockBytes)..]));
            first = _first.Add(first, a, b, c, d);
            second = _second.Add(second, a, b, c, d);
            text = text[StrideBytes..];
        }

        for (; text.Length > BlockBytes; text = text[BlockBytes..])
        {
            var block = Block(text);
            (first, second) = (_first.Add(first, block), _second.Add(second, block));
        }

        Span<byte> rest = stackalloc byte[8];
        rest.Clear();
        text.CopyTo(rest);
        var last = BinaryPrimitives.ReadUInt64LittleEndian(rest);
        return (Point.Whole(_first.Add(first, last)), Point.Whole(_second.Add(second, last)));
    }

    private static ulong Block(ReadOnlySpan<byte> text) => BinaryPrimitives.ReadUInt64LittleEndian(text) & BlockMask;

    /// <summary>A secret point and its powers.</summary>
    private readonly struct Point
    {
        private readonly ulong _one;
        private readonly ulong _two;
        private readonly ulong _three;
        private readonly ulong _four;

        public Point(ulong point)
        {
            _one = point;
            _two = Reduce(Product(_one, point));
            _three = Reduce(Product(_two, point));
            _four = Reduce(Product(_three, point));
        }

        /// <summary>(sum + block) · point.</summary>
        public ulong Add(ulong sum, ulong block) => Reduce(Product(sum + block, _one));

        /// <summary>Four blocks at once: the same as one after the other.</summary>
        public ulong Add(ulong sum, ulong a, ulong b, ulong c, ulong d) =>
            Reduce(Product(sum + a, _four) + Product(b, _three) + Product(c, _two) + Product(d, _one));

        /// <summary>The one number below the prime.</summary>
        public static ulong Whole(ulong sum) => sum >= Prime ? sum - Prime : sum;

        private static UInt128 Product(ulong left, ulong right)
        {
            var high = Math.BigMul(left, right, out var low);
            return new UInt128(high, low);
        }

        /// <summary>The same number modulo the prime, below 2^61 + 8: 2^61 counts as 1.</summary>
        private static ulong Reduce(UInt128 value)
        {
            var once = ((ulong)value & Prime) + (ulong)(value >> 61);
            return (once & Prime) + (once >> 61);
        }
    }
}
