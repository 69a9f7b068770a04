namespace Tollgate.Security.Matching;

/// <summary>
/// A compiled pattern, matched at one place. Steps back only over runs of a class, and never more than <see cref="MostTries"/> times,
/// so that the time of a match is bounded by a constant whatever the text is.
/// </summary>
internal sealed class Pattern
{
    private const int MostTries = 256;
    private readonly PatternStep[] _steps;

    private Pattern(PatternStep[] steps) => _steps = steps;

    /// <summary>The literal that every match starts with; empty when there is none.</summary>
    public byte[] Head => _steps[0].Literals.Length == 1 && _steps[0].Least == 1 ? _steps[0].Literals[0] : [];

    /// <summary>The class of what follows the head; null when that is not a class.</summary>
    public ByteClass? AfterHead => _steps.Length > 1 ? _steps[1].Class : null;

    /// <summary>Compiles a pattern.</summary>
    public static Pattern Parse(string text) => new([.. new PatternParser(text).Parse()]);

    /// <summary>Length of the match at the start of the text; -1 when there is none.</summary>
    public int Match(ReadOnlySpan<byte> text)
    {
        var tries = 0;
        return Match(text, 0, 0, ref tries);
    }

    private int Match(ReadOnlySpan<byte> text, int at, int step, ref int tries)
    {
        if (step == _steps.Length)
        {
            return IsEnd(text, at) ? at : -1;
        }

        var current = _steps[step];
        return current.Class is null
            ? MatchLiterals(current, text, at, step, ref tries)
            : MatchRun(current, text, at, step, ref tries);
    }

    private int MatchLiterals(PatternStep current, ReadOnlySpan<byte> text, int at, int step, ref int tries)
    {
        foreach (var literal in current.Literals)
        {
            if (text[at..].StartsWith(literal) && Match(text, at + literal.Length, step + 1, ref tries) is >= 0 and var end)
            {
                return end;
            }
        }

        return current.Least == 0 ? Match(text, at, step + 1, ref tries) : -1;
    }

    private int MatchRun(PatternStep current, ReadOnlySpan<byte> text, int at, int step, ref int tries)
    {
        for (var run = current.Class!.Run(text[at..], current.Most); run >= current.Least && tries < MostTries; run--)
        {
            tries++;
            if (Match(text, at + run, step + 1, ref tries) is >= 0 and var end)
            {
                return end;
            }

            if (step == _steps.Length - 1)
            {
                return -1;
            }
        }

        return -1;
    }

    /// <summary>A token that goes on is another token.</summary>
    private bool IsEnd(ReadOnlySpan<byte> text, int at)
    {
        if (at == text.Length)
        {
            return true;
        }

        var next = text[at];
        return !ByteClass.Alphanumeric.Has(next) && !(next is (byte)'_' or (byte)'/' or (byte)'+' or (byte)'-' && _steps[^1].Class is { } last && last.Has(next));
    }
}
