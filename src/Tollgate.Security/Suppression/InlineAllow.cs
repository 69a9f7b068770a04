using System.Text;

namespace Tollgate.Security.Suppression;

/// <summary>
/// An allowance in the text itself: `tollgate:allow RULE reason` on the line of a finding or on the line before it. Without a reason it
/// allows nothing; RULE may be `*`.
/// </summary>
public static class InlineAllow
{
    private const int LongestLine = 4096;
    private const int LeastReason = 5;

    /// <summary>The reason that is given for letting the finding be; null when it is not allowed.</summary>
    public static string? Reason(ReadOnlySpan<byte> text, in Finding finding)
    {
        var lineStart = text[..finding.Start].LastIndexOf((byte)'\n') + 1;
        if (Read(LineAt(text, lineStart), finding.Rule.Id) is { } here)
        {
            return here;
        }

        if (lineStart == 0)
        {
            return null;
        }

        var before = text[..(lineStart - 1)].LastIndexOf((byte)'\n') + 1;
        return Read(LineAt(text, before), finding.Rule.Id);
    }

    private static ReadOnlySpan<byte> LineAt(ReadOnlySpan<byte> text, int start)
    {
        var line = text[start..];
        line = line.Length > LongestLine ? line[..LongestLine] : line;
        var end = line.IndexOf((byte)'\n');
        return end < 0 ? line : line[..end];
    }

    private static string? Read(ReadOnlySpan<byte> line, string rule)
    {
        var mark = line.IndexOf("tollgate:allow "u8);
        if (mark < 0)
        {
            return null;
        }

        var words = Encoding.UTF8.GetString(line[(mark + "tollgate:allow ".Length)..]).Trim();
        var space = words.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || (words[..space] != "*" && !words[..space].Equals(rule, StringComparison.Ordinal)))
        {
            return null;
        }

        var reason = words[(space + 1)..].TrimEnd('-', '>', '*', '/', ' ', '#');
        return reason.Length >= LeastReason ? reason : null;
    }
}
