using System.Globalization;
using System.Text.Json.Nodes;

namespace Tollgate.Cli.Output;

/// <summary>A column of a table: its heading, and the member of the item it shows ("budget.name" goes down, into each element of a list too).</summary>
internal sealed record Column(string Heading, string Path, bool IsNumber = false)
{
    /// <summary>Whether the text names the item: it is never cut and never left out.</summary>
    public bool IsId => Heading == "Id";

    /// <summary>Whether the text is for copying or reading at a glance, and must stay in one line.</summary>
    public bool IsWhole => IsId || Heading is "Time" or "Created" or "Key" or "Renews" or "Expires" or "Last used";

    /// <summary>The text of the cell, as the API says it.</summary>
    public string Read(JsonNode? item) => string.Join(", ", Follow(item, Path.Split('.')).Select(Text));

    /// <summary>The text of the cell for people: times without fractions, in UTC.</summary>
    public string Show(JsonNode? item)
    {
        var text = Read(item);
        return text.Length > 18 && text[10] == 'T' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : text;
    }

    private static IEnumerable<JsonNode?> Follow(JsonNode? node, ReadOnlyMemory<string> steps) => node switch
    {
        null => [],
        JsonArray list => list.SelectMany(element => Follow(element, steps)),
        _ when steps.IsEmpty => [node],
        JsonObject members => Follow(members[steps.Span[0]], steps[1..]),
        _ => [],
    };

    private static string Text(JsonNode? node) => node switch
    {
        null => string.Empty,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => node.ToJsonString(),
    };
}
