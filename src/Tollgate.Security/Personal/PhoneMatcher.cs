using System.Buffers;

namespace Tollgate.Security.Personal;

/// <summary>Judges whether a number is a telephone's.</summary>
internal static class PhoneMatcher
{
    private const ulong UsGroups = 334;
    private const ulong UsGroupsWithCountry = 1334;
    private const ulong FrenchGroups = 22222;

    private static readonly SearchValues<string> Certain = Surroundings.Words(
        "phone", "tel:", "tel.", "tel ", "telefon", "téléphone", "teléfono", "telefone", "mobile", "mobil", "móvil", "celular", "cellulare", "whatsapp", "handy", "电话", "手机", "電話", "전화", "телефон");

    /// <summary>Reports the number if it is a telephone's.</summary>
    public static bool Match(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var start = Start(text, number.Start, out var hasPlus);
        if (hasPlus)
        {
            return IsInternational(number) && Report(IsUs(number) ? PersonalRules.UsPhone : PersonalRules.IntlPhone, 0.85f, start, number.End, ref sink);
        }

        if (number.Count is < 7 or > 15)
        {
            return false;
        }

        var isTold = Surroundings.SpeakOfPhones(text, number.Start);
        if (IsUs(number) && (number.Separators != 0 || isTold))
        {
            return Report(PersonalRules.UsPhone, 0.75f, start, number.End, ref sink);
        }

        var confidence = NationalConfidence(number, text, isTold);
        return confidence > 0 && Report(PersonalRules.IntlPhone, confidence, start, number.End, ref sink);
    }

    private static bool IsInternational(in Digits number) => number.Count is >= 8 and <= 15 && number[0] != 0;

    private static float NationalConfidence(in Digits number, ReadOnlySpan<byte> text, bool isTold)
    {
        if (isTold && (IsNational(number) || IsGrouped(number) || IsNamed(number, text)))
        {
            return 0.7f;
        }

        return IsFrench(number) || IsBritish(number) || IsGermanMobile(number) || IsDialledAbroad(number) ? 0.6f : 0;
    }

    private static bool IsNamed(in Digits number, ReadOnlySpan<byte> text) =>
        number.Count is >= 8 and <= 12 && number.Separators == 0 && Surroundings.Contain(text, number.Start, Certain);

    private static bool IsNational(in Digits number) => number.Count is >= 9 and <= 13 && number[0] == 0 && number[1] != 0;

    /// <summary>Two groups or more, none of a single digit but the first.</summary>
    private static bool IsGrouped(in Digits number)
    {
        if (number.Count is < 7 or > 13 || number.Separators is 0 or (byte)'/')
        {
            return false;
        }

        for (var rest = number.Layout; rest >= 10; rest /= 10)
        {
            if (rest % 10 is 1 or > 8)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsFrench(in Digits number) => number.Layout == FrenchGroups && number[0] == 0 && number[1] != 0 && number.Separators is (byte)' ' or (byte)'.' or (byte)'-';

    private static bool IsBritish(in Digits number) =>
        number.Count == 11 && number[0] == 0 && number[1] is 1 or 2 or 7 && number.Separators == ' ' && number.Layout is 344 or 56 or 533 or 434 or 5222;

    private static bool IsGermanMobile(in Digits number) =>
        number.Count is 11 or 12 && number[0] == 0 && number[1] == 1 && number[2] is 5 or 6 or 7 && number.Separators is (byte)' ' or (byte)'/' or (byte)'-';

    /// <summary>`0049 30 901820`.</summary>
    private static bool IsDialledAbroad(in Digits number) => number.Count is >= 10 and <= 15 && number[0] == 0 && number[1] == 0 && number[2] != 0 && number.Separators is (byte)' ' or (byte)'-';

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
