using System.Buffers;
using System.Text;

namespace Tollgate.Security.Personal;

/// <summary>Judges dates of birth: a date, and a word before it that speaks of birth.</summary>
internal static class DateMatcher
{
    private const int Reach = 24;
    private const int FirstYear = 1900;
    private const int LastYear = 2035;

    private static readonly SearchValues<string> Months = Surroundings.Words(
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mai", "mär", "okt", "dez", "fév", "avr", "août", "déc", "ene", "abr", "ago", "dic", "gen", "mag", "giu", "lug", "set", "ott", "out");

    /// <summary>Reports the date that the number is, or is the year of.</summary>
    public static bool Match(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        if (number.Count is not (4 or 6 or 7 or 8) || !(number.Count == 4 ? IsYear(number.Number(0, 4)) : IsDate(number)) || !Surroundings.SpeakOfBirth(text, number.Start))
        {
            return false;
        }

        var start = number.Count == 4 ? WrittenStart(text, number.Start) : number.Start;
        if (start < 0)
        {
            return false;
        }

        var end = number.Count == 4 ? SignsEnd(text, number.End) : number.End;
        sink.Report(PersonalRules.DateOfBirth, PersonalRules.DateOfBirth.Severity, 0.85f, start, end);
        return true;
    }

    private static bool IsYear(long year) => year is >= FirstYear and <= LastYear;

    /// <summary>A year at one end and two parts that can be day and month.</summary>
    private static bool IsDate(in Digits number)
    {
        if (number.Layout is 8 or 422 or 412 or 421 or 411)
        {
            var month = number.Layout is 411 or 412 ? 1 : 2;
            return IsYear(number.Number(0, 4)) && AreDayAndMonth(number.Number(4, month), number.Number(4 + month, number.Count - 4 - month));
        }

        if (number.Layout is not (224 or 214 or 124 or 114 or 222))
        {
            return false;
        }

        var (first, last) = (number.Layout is 124 or 114 ? 1 : 2, number.Layout == 222 ? 2 : 4);
        var middle = number.Count - first - last;
        return AreDayAndMonth(number.Number(0, first), number.Number(first, middle)) && (last == 2 || IsYear(number.Number(first + middle, 4)));
    }

    private static bool AreDayAndMonth(long one, long two) => one is >= 1 and <= 31 && two is >= 1 and <= 31 && Math.Min(one, two) <= 12;

    /// <summary>Where a date in words starts whose year this is; -1 when none ends here, and the year itself when a sign for it follows.</summary>
    private static int WrittenStart(ReadOnlySpan<byte> text, int year)
    {
        if (text[year..].Length > 6 && text[(year + 4)..].StartsWith("年"u8))
        {
            return year;
        }

        var from = Math.Max(0, year - Reach);
        // 48 bytes of the stack, once a year behind a word of birth.
        Span<char> before = stackalloc char[Reach];
        before = before[..Encoding.Latin1.GetChars(text[from..year], before)];
        var month = before.IndexOfAny(Months);
        if (month < 0)
        {
            return -1;
        }

        var day = month;
        while (day > 0 && (char.IsAsciiDigit(before[day - 1]) || before[day - 1] is ' ' or '.' or '-' or '/'))
        {
            day--;
        }

        while (before[day] is ' ' or '.' or '-' or '/')
        {
            day++;
        }

        return from + day;
    }

    private static int SignsEnd(ReadOnlySpan<byte> text, int end)
    {
        var rest = text.Length - end > Reach ? text.Slice(end, Reach) : text[end..];
        var day = rest.StartsWith("年"u8) ? rest.IndexOf("日"u8) : -1;
        return day < 0 ? end : end + day + 3;
    }
}
