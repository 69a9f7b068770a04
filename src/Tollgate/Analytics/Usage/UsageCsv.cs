using System.Globalization;
using Tollgate.Api;

namespace Tollgate.Analytics.Usage;

/// <summary>Sums as a table: the numbers of the JSON, one row a group.</summary>
internal static class UsageCsv
{
    private static readonly string[] Sums =
    [
        "calls", "refused", "failed", "cache_hits", "cost_usd", "uncertain_usd", "list_cost_usd", "saved_usd", "prompt_cache_saved_usd", "input_tokens",
        "cache_read_tokens", "cache_write_tokens", "output_tokens", "reasoning_tokens",
    ];

    /// <summary>The table.</summary>
    public static CsvTable Of(UsageReply reply)
    {
        var isCut = reply.Items.Any(item => item.From is not null);
        var table = new CsvTable([.. isCut ? ["from"] : (string[])[], .. reply.GroupBy, .. Sums]);
        foreach (var item in reply.Items)
        {
            table.Add([.. isCut ? [item.Date ?? Text(item.From!.Value)] : (string[])[], .. reply.GroupBy.Select(name => item.Group![name] ?? ""), .. Cells(item)]);
        }

        return table;
    }

    private static string[] Cells(UsageView item) =>
    [
        Text(item.Calls), Text(item.Refused), Text(item.Failed), Text(item.CacheHits), item.CostUsd.ToString(), item.UncertainUsd.ToString(), item.ListCostUsd.ToString(),
        item.SavedUsd.ToString(), item.PromptCacheSavedUsd.ToString(), Text(item.InputTokens), Text(item.CacheReadTokens), Text(item.CacheWriteTokens), Text(item.OutputTokens),
        Text(item.ReasoningTokens),
    ];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
