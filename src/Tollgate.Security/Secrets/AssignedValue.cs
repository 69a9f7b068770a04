using Tollgate.Security.Matching;

namespace Tollgate.Security.Secrets;

/// <summary>
/// Reads what follows a name: the rest of the name, an assignment in any of the common notations (code, JSON, YAML, .env, URLs, XML,
/// command lines, CSV), and the value with or without quotes. Quotes may be escaped, as they are inside JSON strings.
/// </summary>
internal readonly ref struct AssignedValue
{
    private const int LongestName = 32;
    private const int LongestValue = 512;
    private static readonly ByteClass NamePart = ByteClass.Parse("A-Za-z0-9_.-");
    private static readonly ByteClass Bare = ByteClass.Parse("^ \\t\\r\\n\"'`,;<>(){}[\\]&|\\\\");

    private AssignedValue(ReadOnlySpan<byte> suffix, byte sign, int start, int end, bool isQuoted)
    {
        Suffix = suffix;
        IsListed = sign == ',';
        Start = start;
        End = end;
        IsQuoted = isQuoted;
    }

    /// <summary>The rest of the name after the keyword.</summary>
    public ReadOnlySpan<byte> Suffix { get; }

    /// <summary>Whether nothing but a comma stands between name and value: a table, or the arguments of a call.</summary>
    public bool IsListed { get; }

    /// <summary>Where the value starts.</summary>
    public int Start { get; }

    /// <summary>Where the value ends.</summary>
    public int End { get; }

    /// <summary>Whether it stands in quotes.</summary>
    public bool IsQuoted { get; }

    /// <summary>Reads from the place behind the keyword.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, int behindKeyword, out AssignedValue value)
    {
        value = default;
        var at = behindKeyword + NamePart.Run(text[behindKeyword..], LongestName);
        var suffix = text[behindKeyword..at];
        at = SkipClosing(text, at);
        var sign = at < text.Length ? text[at] : (byte)0;
        at = SkipOperator(text, at);
        if (at < 0)
        {
            return false;
        }

        at = SkipSpaces(text, at);
        var (quote, start) = ReadQuote(text, at);
        var end = start + (quote == 0 ? BareLength(text, start) : QuotedLength(text[start..], quote));
        value = new AssignedValue(suffix, sign, start, end, quote != 0);
        return end > start;
    }

    private static int SkipSpaces(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    /// <summary>The quote or bracket that ends the name, then blanks.</summary>
    private static int SkipClosing(ReadOnlySpan<byte> text, int at)
    {
        var most = Math.Min(text.Length, at + 12);
        while (at < most && text[at] is (byte)'"' or (byte)'\'' or (byte)'\\' or (byte)']' or (byte)')' or (byte)' ' or (byte)'\t' or (byte)'*' or (byte)'`')
        {
            at++;
        }

        return at;
    }

    private static int SkipOperator(ReadOnlySpan<byte> text, int at)
    {
        var length = 0;
        while (length < 3 && at + length < text.Length && text[at + length] is (byte)'=' or (byte)':' or (byte)'>' or (byte)'?' or (byte)',')
        {
            length++;
        }

        if (length > 0)
        {
            // A comparison and a question assign nothing.
            return text.Slice(at, length).ContainsAny((byte)'=', (byte)':', (byte)',') ? at + length : -1;
        }

        var rest = text[at..];
        return rest.StartsWith("is "u8) ? at + 3 : rest.StartsWith("("u8) ? at + 1 : -1;
    }

    private static (byte Quote, int Start) ReadQuote(ReadOnlySpan<byte> text, int at)
    {
        var slashes = 0;
        while (at + slashes < text.Length && text[at + slashes] == '\\' && slashes < 8)
        {
            slashes++;
        }

        var next = at + slashes;
        if (next >= text.Length || text[next] is not ((byte)'"' or (byte)'\'' or (byte)'`'))
        {
            return (0, at);
        }

        return (text[next], next + (IsDoubled(text[next..]) ? 2 : 1));
    }

    /// <summary>A quotation mark that a table writes twice; an empty text is none.</summary>
    private static bool IsDoubled(ReadOnlySpan<byte> text) => text.Length > 2 && text[0] == '"' && text[1] == '"' && ByteClass.Alphanumeric.Has(text[2]);

    private static int BareLength(ReadOnlySpan<byte> text, int start) => Bare.Run(text[start..], LongestValue);

    private static int QuotedLength(ReadOnlySpan<byte> text, byte quote)
    {
        var end = (text.Length > LongestValue ? text[..LongestValue] : text).IndexOfAny(quote, (byte)'\n', (byte)'\r');
        if (end < 0 || text[end] != quote)
        {
            return 0;
        }

        while (end > 0 && text[end - 1] == '\\')
        {
            end--;
        }

        return end;
    }
}
