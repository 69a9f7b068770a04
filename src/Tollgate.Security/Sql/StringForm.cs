namespace Tollgate.Security.Sql;

/// <summary>How a string is written.</summary>
/// <param name="Opening">Length of prefix and opening quotes.</param>
/// <param name="Quote">The quote.</param>
/// <param name="Quotes">How many of them end it.</param>
/// <param name="IsRaw">Whether a backslash stands for itself.</param>
/// <param name="IsDoubled">Whether a quote inside is written twice.</param>
/// <param name="IsLong">Whether it may hold ends of lines.</param>
/// <param name="Hole">How many braces open a hole; 0 for none.</param>
/// <param name="IsDollarHole">Whether a dollar sign stands before the brace.</param>
internal readonly record struct StringForm(int Opening, byte Quote, int Quotes, bool IsRaw, bool IsDoubled, bool IsLong, int Hole, bool IsDollarHole)
{
    /// <summary>More quotes or braces in a row than this open nothing.</summary>
    public const int LongestRun = 64;

    private const int LongestPrefix = 8;

    /// <summary>The byte that a hole starts with; 0 when there are none.</summary>
    public byte HoleMark => Hole == 0 ? (byte)0 : IsDollarHole ? (byte)'$' : (byte)'{';

    /// <summary>Whether a string starts there, and how it is written.</summary>
    public static bool TryRead(ReadOnlySpan<byte> rest, SourceLanguage language, out StringForm form)
    {
        form = default;
        var prefix = 0;
        while (prefix < LongestPrefix && prefix < rest.Length && IsPrefix(rest[prefix], language))
        {
            prefix++;
        }

        if (prefix == rest.Length || !IsQuote(rest[prefix], language))
        {
            return false;
        }

        form = Make(rest, prefix, language);
        return true;
    }

    private static bool IsPrefix(byte value, SourceLanguage language) => language switch
    {
        SourceLanguage.Python => (value | 0x20) is 'f' or 'r' or 'b' or 'u' or 't',
        SourceLanguage.CSharp => value is (byte)'$' or (byte)'@',
        _ => false,
    };

    private static bool IsQuote(byte value, SourceLanguage language) =>
        value is (byte)'"' or (byte)'\'' || (value == '`' && language is SourceLanguage.JavaScript or SourceLanguage.Go);

    private static StringForm Make(ReadOnlySpan<byte> rest, int prefix, SourceLanguage language)
    {
        var quote = rest[prefix];
        var marks = rest[..prefix];
        var run = Run(rest[prefix..Math.Min(rest.Length, prefix + LongestRun)], quote);
        var isTriple = run >= 3 && HasTriple(quote, language) && marks.IndexOf((byte)'@') < 0;
        return language switch
        {
            SourceLanguage.Python => OfPython(marks, quote, isTriple ? 3 : 1),
            SourceLanguage.CSharp => OfCSharp(marks, quote, isTriple ? run : 1),
            SourceLanguage.Java => new StringForm(isTriple ? 3 : 1, quote, isTriple ? 3 : 1, false, false, isTriple, 0, false),
            SourceLanguage.Go => new StringForm(1, quote, 1, quote == '`', false, quote == '`', 0, false),
            _ => new StringForm(1, quote, 1, false, false, quote == '`', quote == '`' ? 1 : 0, true),
        };
    }

    private static int Run(ReadOnlySpan<byte> quotes, byte quote)
    {
        var run = quotes.IndexOfAnyExcept(quote);
        return run < 0 ? quotes.Length : run;
    }

    private static bool HasTriple(byte quote, SourceLanguage language) =>
        language == SourceLanguage.Python || (quote == '"' && language is SourceLanguage.CSharp or SourceLanguage.Java);

    private static StringForm OfPython(ReadOnlySpan<byte> marks, byte quote, int quotes) =>
        new(marks.Length + quotes, quote, quotes, IsRaw: false, IsDoubled: false, quotes == 3, marks.IndexOfAny("fFtT"u8) >= 0 ? 1 : 0, IsDollarHole: false);

    private static StringForm OfCSharp(ReadOnlySpan<byte> marks, byte quote, int quotes)
    {
        var isVerbatim = marks.IndexOf((byte)'@') >= 0;
        return new StringForm(marks.Length + quotes, quote, quotes, quotes > 1 || isVerbatim, isVerbatim && quotes == 1, quotes > 1 || isVerbatim, marks.Count((byte)'$'), false);
    }
}
