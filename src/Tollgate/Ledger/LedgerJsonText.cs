using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Ledger;

/// <summary>Tags and refusals as the JSON text of their columns.</summary>
internal static class LedgerJsonText
{
    public static string? Tags(IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        if (tags.Count == 0)
        {
            return null;
        }

        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in tags)
        {
            map[name] = value;
        }

        return JsonSerializer.Serialize(map, LedgerJson.Default.SortedDictionaryStringString);
    }

    public static IReadOnlyDictionary<string, string>? Tags(string? text) =>
        text is null ? null : JsonSerializer.Deserialize(text, LedgerJson.Default.SortedDictionaryStringString);

    public static RefusalView? View(Refusal? refusal) => refusal is null ? null : new RefusalView(
        RefusalTable.Row(refusal.Code).Wire, refusal.Step, refusal.Rule, refusal.Message, refusal.Help, refusal.Contact, refusal.Parameter,
        refusal.Limit, refusal.Settled, refusal.Reserved, refusal.Asked, refusal.ResetsAt);

    public static string? Refusal(Refusal? refusal) =>
        View(refusal) is { } view ? JsonSerializer.Serialize(view, LedgerJson.Default.RefusalView) : null;

    public static RefusalView? Refusal(string? text) =>
        text is null ? null : JsonSerializer.Deserialize(text, LedgerJson.Default.RefusalView);
}
