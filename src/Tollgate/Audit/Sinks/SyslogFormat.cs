using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tollgate.Audit.Sinks;

/// <summary>A row as a message of RFC 5424: facility "log audit", the action as its kind, the rest as CEF or JSON.</summary>
internal static class SyslogFormat
{
    private const int LogAudit = 13;
    private const int LongestId = 32;
    private const int LongestHost = 255;

    /// <summary>The message's bytes, without framing.</summary>
    public static byte[] Write(AuditRow row, string host, SinkFormat format)
    {
        var text = new StringBuilder("<").Append((LogAudit * 8) + Severity(row.Event.Action)).Append(">1 ")
            .Append(row.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)).Append(' ')
            .Append(Printable(host, LongestHost)).Append(" tollgate - ").Append(Printable(row.Event.Action, LongestId)).Append(" - ")
            .Append(format == SinkFormat.Cef ? CefFormat.Write(row) : JsonSerializer.Serialize(AuditReply.Of(row), AuditJson.Default.AuditReply));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Visible ASCII, of which header fields are made; "-" when nothing is left.</summary>
    public static string Printable(string text, int longest)
    {
        var safe = new StringBuilder(longest);
        foreach (var letter in text)
        {
            if (letter is > ' ' and < '\x7f' && safe.Length < longest)
            {
                safe.Append(letter);
            }
        }

        return safe.Length == 0 ? "-" : safe.ToString();
    }

    /// <summary>Error, warning, notice or informational.</summary>
    private static int Severity(string action) => CefFormat.Severity(action) switch
    {
        >= 8 => 3,
        >= 5 => 4,
        >= 2 => 5,
        _ => 6,
    };
}
