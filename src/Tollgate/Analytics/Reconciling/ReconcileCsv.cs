using System.Globalization;
using Tollgate.Api;

namespace Tollgate.Analytics.Reconciling;

/// <summary>A comparison as a table: a row for each time, model and reason; those that agree have none.</summary>
internal static class ReconcileCsv
{
    /// <summary>The table.</summary>
    public static CsvTable Of(ReconcileReply reply)
    {
        var table = new CsvTable(["from", "to", "model", "lines", "open_lines", "ledger_usd", "bill_usd", "difference_usd", "reason", "reason_usd", "sentence"]);
        foreach (var row in reply.Items)
        {
            foreach (var reason in row.Reasons.Count == 0 ? [new Difference("", default, "")] : row.Reasons)
            {
                table.Add(
                    Text(row.From), Text(row.To), row.Model ?? "", row.Lines.ToString(CultureInfo.InvariantCulture), row.OpenLines.ToString(CultureInfo.InvariantCulture), row.LedgerUsd.ToString(),
                    row.BillUsd.ToString(), row.DifferenceUsd.ToString(), reason.Reason, reason.AmountUsd.ToString(), reason.Sentence);
            }
        }

        return table;
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
