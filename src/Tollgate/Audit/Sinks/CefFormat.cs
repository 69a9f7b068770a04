using System.Globalization;
using System.Text;

namespace Tollgate.Audit.Sinks;

/// <summary>A row in the Common Event Format. Whatever a field holds, it cannot end its field, its header or its line.</summary>
internal static class CefFormat
{
    private const int LongestMessage = 4_000;
    private const int Ordinary = 3;

    private static readonly (string Action, int Severity)[] Severities =
    [
        ("guard.kill", 9), ("guard.quarantine", 9), ("guard.block", 8), ("guard.failure", 7), ("signin.", 6), ("guard.", 5), ("admin_key.", 5), ("ledger.seal", 1), ("audit.", 1),
    ];

    /// <summary>The line, without its end.</summary>
    public static string Write(AuditRow row)
    {
        var happened = row.Event;
        var text = new StringBuilder("CEF:0|Tollgate|Tollgate|1|").Append(Header(happened.Action)).Append('|').Append(Header($"{happened.Action} {happened.SubjectKind}")).Append('|')
            .Append(Severity(happened.Action)).Append('|');
        Add(text, "rt", row.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        Add(text, "externalId", row.Id.ToString());
        Add(text, "suser", happened.ActorName);
        Add(text, "suid", happened.ActorKeyId == Guid.Empty ? "" : happened.ActorKeyId.ToString());
        Add(text, "act", happened.Action);
        Add(text, "cn1Label", "sequence");
        Add(text, "cn1", row.Sequence.ToString(CultureInfo.InvariantCulture));
        Add(text, "cs1Label", "organization");
        Add(text, "cs1", happened.OrganizationId.ToString());
        Add(text, "cs2Label", "subjectKind");
        Add(text, "cs2", happened.SubjectKind);
        Add(text, "cs3Label", "subject");
        Add(text, "cs3", happened.SubjectId);
        Add(text, "cs4Label", "hash");
        Add(text, "cs4", Convert.ToHexStringLower(row.Hash));
        Add(text, "msg", Short(happened.Detail));
        return text.ToString(0, text.Length - 1);
    }

    /// <summary>0 to 10.</summary>
    public static int Severity(string action)
    {
        foreach (var (prefix, severity) in Severities)
        {
            if (action.StartsWith(prefix, StringComparison.Ordinal))
            {
                return severity;
            }
        }

        return Ordinary;
    }

    /// <summary>A field of the header: backslash and pipe are escaped, a line cannot end.</summary>
    public static string Header(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            _ = letter is '\\' or '|' ? safe.Append('\\').Append(letter) : safe.Append(IsBreak(letter) ? ' ' : letter);
        }

        return safe.ToString();
    }

    /// <summary>A value of the extension: backslash and equals sign are escaped, ends of lines are written out, other control characters are blanks.</summary>
    public static string Value(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '\\' or '=' => safe.Append('\\').Append(letter),
                '\n' => safe.Append("\\n"),
                '\r' => safe.Append("\\r"),
                _ => safe.Append(IsBreak(letter) ? ' ' : letter),
            };
        }

        return safe.ToString();
    }

    /// <summary>Cut between characters, never within one.</summary>
    private static string Short(string text)
    {
        if (text.Length <= LongestMessage)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[LongestMessage - 1]) ? LongestMessage - 1 : LongestMessage)];
    }

    private static void Add(StringBuilder text, string name, string value)
    {
        if (value.Length > 0)
        {
            text.Append(name).Append('=').Append(Value(value)).Append(' ');
        }
    }

    /// <summary>What some reader takes for the end of a line: control characters (C1 and NEL too), and Unicode's own separators.</summary>
    private static bool IsBreak(char letter) => char.IsControl(letter) || letter is '\u2028' or '\u2029';
}
