using System.Text.Json;
using Tollgate.TestKit.Provider;

namespace Tollgate.TestKit.Wire;

/// <summary>Small readings and writings that the dialects have in common.</summary>
internal static class WireJson
{
    /// <summary>A property that is there and not null.</summary>
    public static bool TryGet(this JsonElement element, string name, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }

    /// <summary>A text property; null when it is not there.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.TryGet(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A whole number; 0 when it is not there.</summary>
    public static long Number(this JsonElement element, string name) =>
        element.TryGet(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : 0;

    /// <summary>Whether a property is true.</summary>
    public static bool IsTrue(this JsonElement element, string name) => element.TryGet(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>The elements of an array property; none when it is not there.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.TryGet(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    /// <summary>Notes the model, cutting a "~" suffix off.</summary>
    public static void SetModel(this Ask ask, string? model)
    {
        ask.AskedModel = model ?? "";
        var tilde = ask.AskedModel.IndexOf('~', StringComparison.Ordinal);
        ask.Model = tilde < 0 ? ask.AskedModel : ask.AskedModel[..tilde];
    }

    /// <summary>Adds a text to where directives are looked for.</summary>
    public static void Heed(this Ask ask, string? text)
    {
        if (text is not null && text.Contains("[[", StringComparison.Ordinal))
        {
            ask.LastText += text;
        }
    }

    /// <summary>Writes a count as the behaviour wants it told.</summary>
    public static void Count(this Utf8JsonWriter json, string name, long count, UsageReport report)
    {
        if (report == UsageReport.Text)
        {
            json.WriteString(name, "many");
            return;
        }

        json.WriteNumber(name, report == UsageReport.Zero ? 0 : count);
    }

    /// <summary>What an inconsistent total is off by.</summary>
    public static long Skew(UsageReport report) => report == UsageReport.Inconsistent ? 7 : 0;

    /// <summary>Starts usage; false when there is none to write.</summary>
    public static bool StartUsage(this Utf8JsonWriter json, string name, UsageReport report)
    {
        if (report == UsageReport.None)
        {
            return false;
        }

        if (report == UsageReport.Null)
        {
            json.WriteNull(name);
            return false;
        }

        json.WriteStartObject(name);
        return true;
    }
}
