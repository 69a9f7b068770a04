namespace Tollgate.Cli.Commands;

/// <summary>Ids as people give them: whole, or as much of the beginning as tells one from the others.</summary>
internal static class IdText
{
    /// <summary>Less than this is more likely a name.</summary>
    private const int LeastDigits = 4;

    private const int TimeDigits = 12;
    private const int AllDigits = 32;

    /// <summary>Whether a text can be the beginning of an id.</summary>
    public static bool IsBeginning(string text) => Digits(text) is { Length: >= LeastDigits and <= AllDigits };

    /// <summary>The instants between which ids that begin so were made: an id begins with the milliseconds of its making. Null for less than a minute's worth of digits.</summary>
    public static (DateTimeOffset From, DateTimeOffset To)? Times(string text)
    {
        if (Digits(text) is not { Length: >= 8 } digits)
        {
            return null;
        }

        var known = digits[..Math.Min(digits.Length, TimeDigits)];
        return (At(known.PadRight(TimeDigits, '0')), At(known.PadRight(TimeDigits, 'f')));
    }

    private static DateTimeOffset At(string milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(Convert.ToInt64(milliseconds, 16), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    private static string? Digits(string text)
    {
        var digits = text.Replace("-", "", StringComparison.Ordinal);
        return digits.All(char.IsAsciiHexDigit) ? digits : null;
    }
}
