using System.Text.Json.Nodes;

namespace Tollgate.Cli.Output;

/// <summary>A column of a table: its heading, and the member of the item it shows ("budget.name" goes down).</summary>
internal sealed record Column(string Heading, string Path, bool IsNumber = false)
{
    /// <summary>The text of the cell.</summary>
    public string Read(JsonNode? item)
    {
        var node = item;
        foreach (var step in Path.Split('.'))
        {
            node = (node as JsonObject)?[step];
        }

        return node switch
        {
            null => string.Empty,
            JsonArray list => string.Join(", ", list.Select(Text)),
            _ => Text(node),
        };
    }

    private static string Text(JsonNode? node) => node switch
    {
        null => string.Empty,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => node.ToJsonString(),
    };
}
