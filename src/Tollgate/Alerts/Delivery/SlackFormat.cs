using System.Text.Json;
using Tollgate.Alerts.Notices;

namespace Tollgate.Alerts.Delivery;

/// <summary>A notice as Slack's incoming webhooks take it. Names that people chose cannot mention anybody: the three control characters are escaped.</summary>
internal static class SlackFormat
{
    private const int LongestTitle = 150;

    /// <summary>The body.</summary>
    public static byte[] Write(AlertNotice notice)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("text", Escape($"{NoticeText.Mark(notice)} {notice.Title}"));
            json.WriteStartArray("blocks");
            WriteHead(json, notice);
            WriteSection(json, notice);
            WriteContext(json, notice);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteHead(Utf8JsonWriter json, AlertNotice notice)
    {
        var title = $"{NoticeText.Mark(notice)} {notice.Title}";
        json.WriteStartObject();
        json.WriteString("type", "header");
        WriteText(json, "text", "plain_text", title.Length <= LongestTitle ? title : title[..(LongestTitle - 1)] + "…");
        json.WriteEndObject();
    }

    private static void WriteSection(Utf8JsonWriter json, AlertNotice notice)
    {
        json.WriteStartObject();
        json.WriteString("type", "section");
        WriteText(json, "text", "mrkdwn", Escape(notice.Text));
        var fields = NoticeText.Fields(notice);
        if (fields.Count > 0)
        {
            json.WriteStartArray("fields");
            foreach (var (name, value) in fields)
            {
                WriteText(json, null, "mrkdwn", $"*{Escape(name)}*\n{Escape(value)}");
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteContext(Utf8JsonWriter json, AlertNotice notice)
    {
        json.WriteStartObject();
        json.WriteString("type", "context");
        json.WriteStartArray("elements");
        WriteText(json, null, "mrkdwn", $"Tollgate · {AlertWords.Word(notice.Severity)} · notice {notice.NoticeId}");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string? name, string type, string text)
    {
        if (name is null)
        {
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartObject(name);
        }

        json.WriteString("type", type);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
