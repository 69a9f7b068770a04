using System.Text.Json;
using Tollgate.Alerts.Notices;

namespace Tollgate.Alerts.Delivery;

/// <summary>A notice as Discord's webhooks take it; nobody can be mentioned by a name that somebody chose.</summary>
internal static class DiscordFormat
{
    private const int LongestTitle = 256;
    private const int Green = 0x2ECC71;
    private const int Blue = 0x3498DB;
    private const int Amber = 0xF1C40F;
    private const int Red = 0xE74C3C;

    /// <summary>The body.</summary>
    public static byte[] Write(AlertNotice notice)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("username", "Tollgate");
            json.WriteStartObject("allowed_mentions");
            json.WriteStartArray("parse");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartArray("embeds");
            WriteEmbed(json, notice);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteEmbed(Utf8JsonWriter json, AlertNotice notice)
    {
        var title = $"{NoticeText.Mark(notice)} {notice.Title}";
        json.WriteStartObject();
        json.WriteString("title", title.Length <= LongestTitle ? title : title[..(LongestTitle - 1)] + "…");
        json.WriteString("description", notice.Text);
        json.WriteNumber("color", Color(notice));
        json.WriteString("timestamp", notice.At);
        json.WriteStartArray("fields");
        foreach (var (name, value) in NoticeText.Fields(notice))
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("value", value);
            json.WriteBoolean("inline", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("footer");
        json.WriteString("text", $"{AlertWords.Word(notice.Severity)} · notice {notice.NoticeId}");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static int Color(AlertNotice notice) => notice switch
    {
        { State: NoticeState.Recovered } => Green,
        { Severity: AlertSeverity.Critical } => Red,
        { Severity: AlertSeverity.Warning } => Amber,
        _ => Blue,
    };
}
