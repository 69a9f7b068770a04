namespace Tollgate.Security.Personal;

/// <summary>Judges whether a number is a telephone's.</summary>
internal static class PhoneMatcher
{
    private const ulong UsGroups = 334;
    private const ulong UsGroupsWithCountry = 1334;

    /// <summary>Reports the number if it is a telephone's.</summary>
    public static bool Match(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var start = Start(text, number.Start, out var hasPlus);
        if (hasPlus && IsInternational(number))
        {
            return Report(IsUs(number) ? PersonalRules.UsPhone : PersonalRules.IntlPhone, 0.85f, start, number.End, ref sink);
        }

        if (IsUs(number) && (number.Separators != 0 || Surroundings.SpeakOfPhones(text, number.Start)))
        {
            return Report(PersonalRules.UsPhone, 0.75f, start, number.End, ref sink);
        }

        return IsNational(number) && Surroundings.SpeakOfPhones(text, number.Start) && Report(PersonalRules.IntlPhone, 0.7f, start, number.End, ref sink);
    }

    private static bool IsInternational(in Digits number) => number.Count is >= 8 and <= 15 && number[0] != 0 && (number.Separators & '/') != '/';

    private static bool IsNational(in Digits number) => number.Count is >= 9 and <= 13 && number[0] == 0 && number[1] != 0;

    private static int Start(ReadOnlySpan<byte> text, int start, out bool hasPlus)
    {
        if (start > 0 && text[start - 1] == '(')
        {
            start--;
        }

        hasPlus = start > 0 && text[start - 1] == '+' && (start == 1 || !char.IsAsciiLetterOrDigit((char)text[start - 2]));
        return hasPlus ? start - 1 : start;
    }

    private static bool IsUs(in Digits number)
    {
        var from = number.Count == 11 && number[0] == 1 ? 1 : 0;
        return number.Count == 10 + from && number[from] >= 2 && number[from + 3] >= 2 && number.Separators != '/'
            && (number.Separators == 0 || number.Layout is UsGroups or UsGroupsWithCountry);
    }

    private static bool Report(Rule rule, float confidence, int start, int end, ref ScanSink sink)
    {
        sink.Report(rule, rule.Severity, confidence, start, end);
        return true;
    }
}
