using Tollgate.Security.Matching;

namespace Tollgate.Security.Personal;

/// <summary>Judges network and hardware addresses.</summary>
internal static class NetworkMatcher
{
    private static readonly ByteClass HexOrColon = ByteClass.Parse("0-9a-fA-F:");

    /// <summary>Reports the number if it is a public IPv4 address.</summary>
    public static bool MatchIpv4(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        if (number.Separators != '.' || number.Count is < 4 or > 12 || !TryOctets(text[number.Start..number.End], out var address) || !IsPublic(address)
            || (number.Start > 0 && text[number.Start - 1] is (byte)'v' or (byte)'.' or (byte)'-') || Surroundings.SpeakOfVersions(text, number.Start))
        {
            return false;
        }

        sink.Report(PersonalRules.Ipv4, PersonalRules.Ipv4.Severity, 0.7f, number.Start, number.End);
        return true;
    }

    /// <summary>Reports every hardware and IPv6 address, found by a colon between hexadecimal digits.</summary>
    public static void ScanColons(ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var at = text.IndexOf((byte)':');
        while (at >= 0)
        {
            var end = at + 1;
            if (end < text.Length && HexOrColon.Has(text[end]) && (at == 0 || HexOrColon.Has(text[at - 1])))
            {
                end = Match(text, at, ref sink);
            }

            var next = text[end..].IndexOf((byte)':');
            at = next < 0 ? -1 : end + next;
        }
    }

    private static int Match(ReadOnlySpan<byte> text, int at, ref ScanSink sink)
    {
        var start = at - HexOrColon.RunBack(text[..at], 4);
        var length = HexOrColon.Run(text[start..], 48);
        var word = text.Slice(start, length);
        var end = start + length;
        var isBounded = (start == 0 || !char.IsAsciiLetterOrDigit((char)text[start - 1])) && (end == text.Length || !char.IsAsciiLetterOrDigit((char)text[end]));
        if (isBounded && word.Count((byte)':') is var colons and >= 2)
        {
            Judge(word, colons, start, ref sink);
        }

        return Math.Max(at + 1, end);
    }

    private static void Judge(ReadOnlySpan<byte> word, int colons, int start, ref ScanSink sink)
    {
        if (colons == 5 && word.Length == 17 && IsPaired(word))
        {
            sink.Report(PersonalRules.Mac, PersonalRules.Mac.Severity, 0.8f, start, start + word.Length);
            return;
        }

        if (word.Length >= 8 && HasSixthVersionForm(word, colons) && HasLetter(word) && GroupsFit(word))
        {
            sink.Report(PersonalRules.Ipv6, PersonalRules.Ipv6.Severity, 0.7f, start, start + word.Length);
        }
    }

    private static bool HasSixthVersionForm(ReadOnlySpan<byte> word, int colons) => colons == 7 || (colons is >= 3 and < 7 && word.IndexOf("::"u8) is >= 0 and var gap && word[(gap + 1)..].IndexOf("::"u8) < 0);

    private static bool IsPaired(ReadOnlySpan<byte> word)
    {
        for (var index = 2; index < word.Length; index += 3)
        {
            if (word[index] != ':')
            {
                return false;
            }
        }

        return word.ContainsAnyExcept((byte)'0', (byte)':') && word.ContainsAnyExcept("fF:"u8);
    }

    private static bool HasLetter(ReadOnlySpan<byte> word) => word.ContainsAnyInRange((byte)'a', (byte)'f') || word.ContainsAnyInRange((byte)'A', (byte)'F') || word[0] == '2';

    private static bool GroupsFit(ReadOnlySpan<byte> word)
    {
        var group = 0;
        foreach (var value in word)
        {
            group = value == ':' ? 0 : group + 1;
            if (group > 4)
            {
                return false;
            }
        }

        return !word.StartsWith("fe80"u8) && !word.StartsWith("2001:db8"u8) && !word.StartsWith("2001:DB8"u8);
    }

    private static bool TryOctets(ReadOnlySpan<byte> text, out uint address)
    {
        address = 0;
        var octets = 0;
        foreach (var part in text.Split((byte)'.'))
        {
            var digits = text[part];
            if (digits.Length is 0 or > 3 || (digits.Length > 1 && digits[0] == '0'))
            {
                return false;
            }

            var value = 0u;
            foreach (var digit in digits)
            {
                value = (value * 10) + digit - '0';
            }

            if (value > 255 || ++octets > 4)
            {
                return false;
            }

            address = (address << 8) | value;
        }

        return octets == 4;
    }

    /// <summary>Neither private, nor local, nor kept for documentation, nor what a version number looks like.</summary>
    private static bool IsPublic(uint address)
    {
        var first = address >> 24;
        var two = address >> 16;
        var three = address >> 8;
        return first is not (0 or 10 or 127 or >= 224) && two is not (0xA9FE or 0xC0A8) && two is not (>= 0xAC10 and <= 0xAC1F) && two is not (>= 0x6440 and <= 0x647F)
            && three is not (0xC00002 or 0xC63364 or 0xCB0071) && !(first < 16 && (address & 0xFFFFFF) < 0x200000);
    }
}
