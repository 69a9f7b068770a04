using System.Text;

namespace Tollgate.Security.Sql;

/// <summary>A source and its tokens.</summary>
internal sealed class SourceText
{
    private static readonly string[] Signs = MakeSigns();
    private readonly string?[] _written;

    /// <summary>Cuts the source into tokens.</summary>
    public SourceText(ReadOnlyMemory<byte> bytes, SourceLanguage language)
    {
        Bytes = bytes;
        Language = language;
        new Tokenizer(bytes.Span, language, Tokens).Run();
        _written = new string?[Tokens.Count];
    }

    /// <summary>The source.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Its language.</summary>
    public SourceLanguage Language { get; }

    /// <summary>Its tokens.</summary>
    public List<Token> Tokens { get; } = [];

    /// <summary>What the token is.</summary>
    public TokenKind Kind(int token) => token >= 0 && token < Tokens.Count ? Tokens[token].Kind : TokenKind.Line;

    /// <summary>The token as it is written; the same words stand in a source over and over.</summary>
    public string Written(int token) => _written[token] ??= Write(token);

    /// <summary>Whether the token is that operator or bracket.</summary>
    public bool IsSign(int token, ReadOnlySpan<byte> sign) =>
        Kind(token) is TokenKind.Sign or TokenKind.Open or TokenKind.Close && Equals(token, sign);

    /// <summary>Whether the token is that word.</summary>
    public bool IsWord(int token, ReadOnlySpan<byte> word) => Kind(token) == TokenKind.Word && Equals(token, word);

    /// <summary>The token behind this one, or behind what it opens.</summary>
    public int Next(int token, int to) => Math.Min(to, Tokens[token].Kind is TokenKind.Open or TokenKind.TextStart or TokenKind.HoleStart ? Tokens[token].Match + 1 : token + 1);

    /// <summary>Where the inside of what a token opens ends.</summary>
    public int Inside(int token, int to) => Math.Min(to, Tokens[token].Match);

    /// <summary>The first token of the signs, outside brackets; -1 when there is none.</summary>
    public int Find(int from, int to, ReadOnlySpan<byte> sign)
    {
        for (var at = from; at < to; at = Next(at, to))
        {
            if (IsSign(at, sign))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>How far the line of the token is indented.</summary>
    public int Indent(int token)
    {
        var before = Bytes.Span[..Tokens[token].Start];
        var start = before.LastIndexOf((byte)'\n') + 1;
        var blanks = before[start..].IndexOfAnyExcept((byte)' ', (byte)'\t');
        return blanks < 0 ? before.Length - start : blanks;
    }

    private string Write(int token)
    {
        var written = Bytes.Span[Tokens[token].Start..Tokens[token].End];
        return written.Length == 1 && written[0] < Signs.Length ? Signs[written[0]] : Encoding.UTF8.GetString(written);
    }

    private static string[] MakeSigns()
    {
        var signs = new string[0x80];
        for (var sign = 0; sign < signs.Length; sign++)
        {
            signs[sign] = ((char)sign).ToString();
        }

        return signs;
    }

    private bool Equals(int token, ReadOnlySpan<byte> written) => Bytes.Span[Tokens[token].Start..Tokens[token].End].SequenceEqual(written);
}
