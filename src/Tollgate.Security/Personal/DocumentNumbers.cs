using Tollgate.Security.Matching;

namespace Tollgate.Security.Personal;

/// <summary>Judges numbers of passports and driving licences: letters and digits in any order, which only the words before make anything of.</summary>
internal static class DocumentNumbers
{
    private const int FewestDigits = 4;
    private static readonly ByteClass UpperOrDigit = ByteClass.Parse("A-Z0-9");

    /// <summary>Reports the number that starts so many letters before the digits.</summary>
    public static bool Match(in Digits number, int letters, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var start = number.Start - letters;
        var length = UpperOrDigit.Run(text[start..], 19);
        var code = text.Slice(start, length);
        if (length is < 6 or > 18 || DigitsOf(code) < FewestDigits || GoesOn(text, start + length) || (letters == 0 && length != number.Count))
        {
            return false;
        }

        if (length <= 10 && Surroundings.SpeakOfPassports(text, start))
        {
            return Report(PersonalRules.Passport, 0.85f, start, length, ref sink);
        }

        return Surroundings.SpeakOfLicences(text, start) && Report(PersonalRules.DriverLicence, 0.75f, start, length, ref sink);
    }

    private static bool GoesOn(ReadOnlySpan<byte> text, int end) => end < text.Length && char.IsAsciiLetterLower((char)text[end]);

    private static int DigitsOf(ReadOnlySpan<byte> code)
    {
        var digits = 0;
        foreach (var value in code)
        {
            digits += value <= '9' ? 1 : 0;
        }

        return digits;
    }

    private static bool Report(Rule rule, float confidence, int start, int length, ref ScanSink sink)
    {
        sink.Report(rule, rule.Severity, confidence, start, start + length);
        return true;
    }
}
