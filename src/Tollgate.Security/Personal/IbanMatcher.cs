using Tollgate.Security.Matching;

namespace Tollgate.Security.Personal;

/// <summary>Judges international bank account numbers by their checksum.</summary>
internal static class IbanMatcher
{
    private const int Longest = 34;
    private const int Shortest = 15;
    private static readonly ByteClass UpperOrDigit = ByteClass.Parse("A-Z0-9");

    /// <summary>Reports the number whose check digits these are.</summary>
    public static bool Match(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var start = number.Start - 2;
        var length = Length(text[start..], out var characters);
        if (characters < Shortest || !IsMod97(text.Slice(start, length)))
        {
            return false;
        }

        sink.Report(PersonalRules.Iban, PersonalRules.Iban.Severity, 0.95f, start, start + length);
        return true;
    }

    /// <summary>Groups of upper-case letters and digits, single blanks or hyphens between groups of four.</summary>
    private static int Length(ReadOnlySpan<byte> text, out int characters)
    {
        characters = 0;
        var at = 0;
        while (characters < Longest)
        {
            var group = UpperOrDigit.Run(text[at..], Longest - characters);
            characters += group;
            at += group;
            if (group == 0 || at + 1 >= text.Length || text[at] is not ((byte)' ' or (byte)'-') || characters % 4 != 0 || UpperOrDigit.Run(text[(at + 1)..], 4) == 0 || HasLower(text[(at + 1)..]))
            {
                break;
            }

            at++;
        }

        return at;
    }

    /// <summary>A word follows, not a group.</summary>
    private static bool HasLower(ReadOnlySpan<byte> text)
    {
        var run = UpperOrDigit.Run(text, 5);
        return run < text.Length && char.IsAsciiLetterLower((char)text[run]);
    }

    private static bool IsMod97(ReadOnlySpan<byte> iban)
    {
        var rest = 0;
        for (var turn = 0; turn < 2; turn++)
        {
            foreach (var value in turn == 0 ? iban[4..] : iban[..4])
            {
                rest = value is (byte)' ' or (byte)'-' ? rest
                    : value <= '9' ? ((rest * 10) + value - '0') % 97
                    : ((rest * 100) + value - 'A' + 10) % 97;
            }
        }

        return rest == 1;
    }
}
