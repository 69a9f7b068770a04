using System.Text.Json;

namespace Tollgate.Callers.Attributions;

/// <summary>
/// What stands in Anthropic's `metadata.user_id`: a plain id; the JSON text that Claude Code sends now
/// ({"device_id", "account_uuid", "session_id"}), raw from the body or unescaped; or its older `user_X_account_Y_session_Z`.
/// </summary>
internal readonly record struct MetadataUserId(string? User, string? Session)
{
    private const int MaxLength = 4096;
    private const string AccountMark = "_account_";
    private const string SessionMark = "_session_";

    /// <summary>Reads it.</summary>
    public static MetadataUserId Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxLength)
        {
            return default;
        }

        if (text[0] == '{')
        {
            return ReadJson(text) ?? new(text, null);
        }

        var session = text.LastIndexOf(SessionMark, StringComparison.Ordinal);
        return session > 0 && text.StartsWith("user_", StringComparison.Ordinal)
            ? new(UserOf(text[..session]), Filled(text[(session + SessionMark.Length)..]))
            : new(text, null);
    }

    private static MetadataUserId? ReadJson(string text)
    {
        try
        {
            var plain = text.Contains("\\\"", StringComparison.Ordinal) ? Unescape(text) : text;
            using var json = JsonDocument.Parse(plain);
            return new(Text(json.RootElement, "account_uuid") ?? Text(json.RootElement, "device_id"), Text(json.RootElement, "session_id"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Unescape(string raw)
    {
        using var json = JsonDocument.Parse($"\"{raw}\"");
        return json.RootElement.GetString()!;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Filled(value.GetString()) : null;

    private static string UserOf(string head)
    {
        var account = head.IndexOf(AccountMark, StringComparison.Ordinal);
        return account > 0 && account + AccountMark.Length < head.Length ? head[(account + AccountMark.Length)..] : head;
    }

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
