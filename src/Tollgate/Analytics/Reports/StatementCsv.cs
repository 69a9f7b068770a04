using System.Globalization;
using Tollgate.Analytics.Usage;
using Tollgate.Api;

namespace Tollgate.Analytics.Reports;

/// <summary>A statement as a table: a row for the total and one for each part.</summary>
internal static class StatementCsv
{
    /// <summary>The table.</summary>
    public static CsvTable Of(Statement statement)
    {
        var table = new CsvTable(["part", "name", "calls", "input_tokens", "output_tokens", "cost_usd", "uncertain_usd"]);
        Add(table, "total", "", statement.Total);
        foreach (var (part, items) in ((string, IReadOnlyList<UsageView>)[])[("team", statement.Teams), ("model", statement.Models), ("key", statement.Keys)])
        {
            foreach (var item in items)
            {
                Add(table, part, item.Group![part] ?? "", item);
            }
        }

        foreach (var day in statement.Days)
        {
            Add(table, "day", day.Date!, day);
        }

        return table;
    }

    private static void Add(CsvTable table, string part, string name, UsageView view) =>
        table.Add(part, name, Text(view.Calls), Text(view.InputTokens), Text(view.OutputTokens), view.CostUsd.ToString(), view.UncertainUsd.ToString());

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
