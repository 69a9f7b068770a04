using System.Runtime.CompilerServices;

namespace Tollgate.Security.Personal;

/// <summary>A number as people write it: digits, with single separators between groups.</summary>
internal ref struct Digits
{
    /// <summary>No number of interest has more digits.</summary>
    public const int Most = 20;

    private Values _values;
    private ulong _layout;

    [InlineArray(Most)]
    private struct Values
    {
        private byte _first;
    }

    /// <summary>Where it starts.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends.</summary>
    public int End { get; private set; }

    /// <summary>How many digits it has; more than <see cref="Most"/> when it is longer than any number of interest.</summary>
    public int Count { get; private set; }

    /// <summary>The separators that were used, or'ed together; 0 for none.</summary>
    public byte Separators { get; private set; }

    /// <summary>Lengths of the groups, one decimal digit each, from the left: 344 for 078-0511-1120.</summary>
    public readonly ulong Layout => _layout;

    /// <summary>The digit at an index, as a number.</summary>
    public readonly int this[int index] => _values[index];

    /// <summary>Reads the number that starts at the place.</summary>
    public static Digits Read(ReadOnlySpan<byte> text, int start)
    {
        var number = new Digits { Start = start };
        var group = 0;
        var at = start;
        var isDialled = start > 0 && text[start - 1] == '+';
        while (at < text.Length)
        {
            if (char.IsAsciiDigit((char)text[at]))
            {
                number.Take((byte)(text[at] - '0'));
                group++;
                at++;
                number.End = at;
                continue;
            }

            var gap = number.Count <= Most ? Gap(text, at, isDialled) : 0;
            if (gap == 0)
            {
                break;
            }

            number.Close(group, text[at]);
            group = 0;
            at += gap;
        }

        number._layout = (number._layout * 10) + (ulong)Math.Min(9, group);
        return number;
    }

    /// <summary>The number of some digits.</summary>
    public readonly long Number(int from, int count)
    {
        var number = 0L;
        for (var index = from; index < from + count; index++)
        {
            number = (number * 10) + _values[index];
        }

        return number;
    }

    /// <summary>A separator and a digit behind it; ") " counts as one, and so does " (" in a number that starts with a plus.</summary>
    private static int Gap(ReadOnlySpan<byte> text, int at, bool isDialled)
    {
        if (at + 1 >= text.Length || text[at] is not ((byte)' ' or (byte)'-' or (byte)'.' or (byte)')' or (byte)'/'))
        {
            return 0;
        }

        if (char.IsAsciiDigit((char)text[at + 1]))
        {
            return 1;
        }

        var isPair = text[at] == ')' ? text[at + 1] is (byte)' ' or (byte)'-' : isDialled && text[at + 1] == '(';
        return isPair && at + 2 < text.Length && char.IsAsciiDigit((char)text[at + 2]) ? 2 : 0;
    }

    private void Take(byte digit)
    {
        if (Count < Most)
        {
            _values[Count] = digit;
        }

        Count++;
    }

    private void Close(int group, byte separator)
    {
        _layout = (_layout * 10) + (ulong)Math.Min(9, group);
        Separators |= separator;
    }
}
