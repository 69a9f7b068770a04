using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tollgate.Cli.Connect;

/// <summary>Settings in JSON.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The text with values put at their paths; everything else stays.</summary>
    public static string With(string text, IReadOnlyList<(string[] Path, string Value)> values)
    {
        var root = Read(text);
        foreach (var (path, value) in values)
        {
            var at = root;
            foreach (var step in path[..^1])
            {
                at = at[step] as JsonObject ?? Put(at, step);
            }

            at[path[^1]] = value;
        }

        return root.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Put(JsonObject parent, string name)
    {
        var made = new JsonObject();
        parent[name] = made;
        return made;
    }

    private static JsonObject Read(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        try
        {
            return JsonNode.Parse(text, documentOptions: Lenient) as JsonObject ?? throw new JsonException("it is no JSON object");
        }
        catch (JsonException fault)
        {
            throw new CliFault(ExitCode.Refused, $"The settings there cannot be read ({fault.Message}). Nothing was changed.");
        }
    }
}
