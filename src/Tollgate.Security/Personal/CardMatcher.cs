namespace Tollgate.Security.Personal;

/// <summary>Judges whether a number is that of a payment card: issuer's range, length, grouping, Luhn.</summary>
internal static class CardMatcher
{
    private const ulong FourFours = 4444;
    private const ulong AmexGroups = 465;
    private const ulong DinersGroups = 464;

    /// <summary>Reports the number if it is a card's.</summary>
    public static bool Match(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        if (number.Count is not (14 or 15 or 16) || Issuer(number) is not { } rule || !IsGrouped(number) || !CheckDigits.Luhn(number, 0, number.Count) || IsOneDigit(number))
        {
            return false;
        }

        var isTold = number.Separators != 0 || Surroundings.SpeakOfCards(text, number.Start);
        sink.Report(rule, rule.Severity, isTold ? 0.95f : 0.6f, number.Start, number.End);
        return true;
    }

    private static Rule? Issuer(in Digits number)
    {
        var two = number.Number(0, 2);
        var four = number.Number(0, 4);
        return number.Count switch
        {
            15 => two is 34 or 37 ? PersonalRules.Amex : null,
            14 => two is 36 or 38 or 39 || four is >= 3000 and <= 3059 ? PersonalRules.CreditCard : null,
            _ when four is 6011 || two is 65 || four is >= 6440 and <= 6499 => PersonalRules.Discover,
            _ when two is >= 40 and <= 49 or >= 51 and <= 55 or 62 || four is (>= 2221 and <= 2720) or (>= 3528 and <= 3589) => PersonalRules.CreditCard,
            _ => null,
        };
    }

    private static bool IsGrouped(in Digits number) => number.Separators switch
    {
        0 => true,
        (byte)' ' or (byte)'-' => number.Layout is FourFours or AmexGroups or DinersGroups,
        _ => false,
    };

    private static bool IsOneDigit(in Digits number)
    {
        for (var index = 2; index < number.Count; index++)
        {
            if (number[index] != number[1])
            {
                return false;
            }
        }

        return true;
    }
}
