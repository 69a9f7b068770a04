namespace Tollgate.Security.Personal;

/// <summary>Finds data about persons: what has an @, a colon between hexadecimal digits, or digits.</summary>
internal static class PersonalDetector
{
    /// <summary>Reports all of it.</summary>
    public static void Scan(ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        EmailMatcher.Scan(text, ref sink);
        NetworkMatcher.ScanColons(text, ref sink);
        var at = Next(text, 0);
        while (at >= 0)
        {
            var number = Digits.Read(text, at);
            if (IsAlone(text, number) && number.Count <= Digits.Most)
            {
                Judge(number, text, ref sink);
            }

            at = Next(text, Math.Max(number.End, at + 1));
        }
    }

    private static int Next(ReadOnlySpan<byte> text, int from)
    {
        var found = text[from..].IndexOfAnyInRange((byte)'0', (byte)'9');
        return found < 0 ? -1 : from + found;
    }

    /// <summary>A number inside a word, a hash or a decimal fraction is part of that.</summary>
    private static bool IsAlone(ReadOnlySpan<byte> text, in Digits number)
    {
        if (number.Start > 0 && text[number.Start - 1] is (>= (byte)'a' and <= (byte)'z') or (byte)'_' or (byte)'#' or (byte)'$' && !IsEscape(text, number.Start))
        {
            return false;
        }

        return number.End == text.Length || text[number.End] is not ((>= (byte)'a' and <= (byte)'w') or (byte)'_');
    }

    private static bool IsEscape(ReadOnlySpan<byte> text, int start) =>
        start >= 2 && text[start - 2] == '\\' && text[start - 1] is (byte)'n' or (byte)'t' or (byte)'r';

    private static void Judge(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        _ = LetteredIds.Match(number, text, ref sink) || (number.Count >= 4 && JudgeLong(number, text, ref sink)) || AddressMatcher.Match(number, text, ref sink);
    }

    private static bool JudgeLong(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink) =>
        NetworkMatcher.MatchIpv4(number, text, ref sink)
            || CardMatcher.Match(number, text, ref sink)
            || NationalIds.Match(number, text, ref sink)
            || DateMatcher.Match(number, text, ref sink)
            || PhoneMatcher.Match(number, text, ref sink)
            || MatchNamed(number, text, ref sink);

    /// <summary>Plain runs of digits that only the words before them make anything of.</summary>
    private static bool MatchNamed(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        if (number.Count is < 8 or > 17 || number.Separators != 0)
        {
            return false;
        }

        if (number.Count == 9 && Surroundings.SpeakOfPassports(text, number.Start))
        {
            sink.Report(PersonalRules.PotentialPassport, PersonalRules.PotentialPassport.Severity, 0.7f, number.Start, number.End);
            return true;
        }

        if (!Surroundings.SpeakOfAccounts(text, number.Start))
        {
            return false;
        }

        sink.Report(PersonalRules.BankAccount, PersonalRules.BankAccount.Severity, 0.6f, number.Start, number.End);
        return true;
    }
}
