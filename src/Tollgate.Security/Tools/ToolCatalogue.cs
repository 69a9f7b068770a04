using System.Text;
using System.Text.Json;
using Tollgate.Security.Matching;

namespace Tollgate.Security.Tools;

/// <summary>The rows of `catalog/security/tool-abuse.jsonl`, which travel inside the assembly.</summary>
internal static class ToolCatalogue
{
    /// <summary>Reads every row.</summary>
    public static List<TriggeredRule> Load()
    {
        var rules = new List<TriggeredRule>();
        foreach (var line in Resource.Read("tool-abuse.jsonl").AsSpan().EnumerateLines())
        {
            if (!line.IsEmpty)
            {
                using var row = JsonDocument.Parse(Encoding.UTF8.GetBytes(line.ToString()));
                rules.Add(Read(row.RootElement));
            }
        }

        return rules;
    }

    private static TriggeredRule Read(JsonElement row)
    {
        _ = FindingNames.TryParse(row.GetProperty("severity").GetString(), out Severity severity);
        var rule = new Rule(Text(row, "id"), FindingKind.ToolAbuse, severity, Text(row, "name"), Text(row, "explanation"), Text(row, "fix"));
        return new TriggeredRule(rule, row.GetProperty("confidence").GetSingle(), Texts(row, "keys"), Texts(row, "patterns"));
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    private static List<string> Texts(JsonElement row, string name)
    {
        var texts = new List<string>();
        foreach (var item in row.GetProperty(name).EnumerateArray())
        {
            texts.Add(item.GetString()!);
        }

        return texts;
    }
}
