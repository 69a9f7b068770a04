namespace Tollgate.Security.Matching;

/// <summary>A set of bytes.</summary>
internal sealed class ByteClass
{
    private readonly bool[] _members = new bool[256];

    /// <summary>Letters, digits and nothing else.</summary>
    public static ByteClass Alphanumeric { get; } = Parse("A-Za-z0-9");

    /// <summary>What tokens are made of in most encodings.</summary>
    public static ByteClass Token { get; } = Parse("A-Za-z0-9_+/=.~-");

    /// <summary>Hexadecimal digits of either case.</summary>
    public static ByteClass Hex { get; } = Parse("0-9a-fA-F");

    /// <summary>How many bytes are in it.</summary>
    public int Count { get; private set; }

    /// <summary>The inside of `[…]`: characters and ranges; a backslash takes the next one as it is; a leading ^ turns it round.</summary>
    public static ByteClass Parse(ReadOnlySpan<char> inside)
    {
        var made = new ByteClass();
        var isNegated = inside.Length > 0 && inside[0] == '^';
        for (var index = isNegated ? 1 : 0; index < inside.Length; index++)
        {
            var first = Read(inside, ref index);
            var last = first;
            if (index + 2 < inside.Length && inside[index + 1] == '-')
            {
                index += 2;
                last = Read(inside, ref index);
            }

            made.AddRange(first, last);
        }

        if (isNegated)
        {
            made.Negate();
        }

        return made;
    }

    /// <summary>Whether the byte is in it.</summary>
    public bool Has(byte value) => _members[value];

    /// <summary>How many bytes from the start are in it, at most so many.</summary>
    public int Run(ReadOnlySpan<byte> text, int most)
    {
        var members = _members;
        var end = Math.Min(text.Length, most);
        var length = 0;
        while (length < end && members[text[length]])
        {
            length++;
        }

        return length;
    }

    /// <summary>How many bytes before the end are in it, at most so many.</summary>
    public int RunBack(ReadOnlySpan<byte> text, int most)
    {
        var length = 0;
        while (length < text.Length && length < most && _members[text[text.Length - 1 - length]])
        {
            length++;
        }

        return length;
    }

    private static char Read(ReadOnlySpan<char> inside, ref int index)
    {
        if (inside[index] != '\\')
        {
            return inside[index];
        }

        index++;
        return inside[index] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var plain => plain };
    }

    private void AddRange(char first, char last)
    {
        for (int value = first; value <= last; value++)
        {
            Count += _members[value] ? 0 : 1;
            _members[value] = true;
        }
    }

    private void Negate()
    {
        Count = 256 - Count;
        for (var value = 0; value < 256; value++)
        {
            _members[value] = !_members[value];
        }
    }
}
