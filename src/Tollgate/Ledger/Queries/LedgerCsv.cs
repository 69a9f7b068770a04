using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tollgate.Api;

namespace Tollgate.Ledger.Queries;

/// <summary>Calls and summaries as CSV (RFC 4180): the same numbers as in JSON, money in dollars.</summary>
internal static class LedgerCsv
{
    private const string CallColumns =
        "request_id,started_at,ended_at,result,status,route,provider,model,deployment,key,team,principal,agent,session,user,"
        + "cost_usd,uncertain_usd,saved_usd,input_tokens,cache_read_tokens,cache_write_tokens,output_tokens,reasoning_tokens,attempts,flags,refusal_code,refusal_rule";

    private const string SumColumns =
        "calls,refused,failed,cost_usd,uncertain_usd,saved_usd,input_tokens,cache_read_tokens,cache_write_tokens,output_tokens,reasoning_tokens";

    public static Task WriteAsync(HttpContext http, IReadOnlyList<CallView> calls)
    {
        var csv = new StringBuilder(CallColumns).Append("\r\n");
        foreach (var call in calls)
        {
            Append(csv, call);
        }

        return CsvTable.WriteAsync(http, csv.ToString());
    }

    public static Task WriteAsync(HttpContext http, Summary summary)
    {
        var csv = new StringBuilder();
        foreach (var dimension in summary.GroupBy)
        {
            csv.Append(Quote(dimension)).Append(',');
        }

        csv.Append(SumColumns).Append("\r\n");
        foreach (var row in summary.Items)
        {
            foreach (var dimension in summary.GroupBy)
            {
                csv.Append(Quote(row.Group[dimension])).Append(',');
            }

            csv.Append(CultureInfo.InvariantCulture, $"{row.Calls},{row.Refused},{row.Failed},{row.CostUsd},{row.UncertainUsd},{row.SavedUsd},")
                .Append(CultureInfo.InvariantCulture, $"{row.InputTokens},{row.CacheReadTokens},{row.CacheWriteTokens},{row.OutputTokens},{row.ReasoningTokens}\r\n");
        }

        return CsvTable.WriteAsync(http, csv.ToString());
    }

    private static void Append(StringBuilder csv, CallView call)
    {
        csv.Append(CultureInfo.InvariantCulture, $"{call.RequestId},{call.StartedAt:O},{call.EndedAt:O},{call.Result},{call.Status},");
        foreach (var text in (ReadOnlySpan<string?>)[call.Route, call.Provider, call.Model, call.Deployment, call.Key, call.Team, call.Principal, call.Agent, call.Session, call.User])
        {
            csv.Append(Quote(text)).Append(',');
        }

        csv.Append(CultureInfo.InvariantCulture, $"{call.CostUsd},{call.UncertainUsd},{call.SavedUsd},{call.InputTokens},{call.CacheReadTokens},{call.CacheWriteTokens},")
            .Append(CultureInfo.InvariantCulture, $"{call.OutputTokens},{call.ReasoningTokens},{call.AttemptCount},{string.Join(' ', call.Flags ?? [])},")
            .Append(call.Refusal?.Code).Append(',').Append(Quote(call.Refusal?.Rule)).Append("\r\n");
    }

    /// <summary>Quotes where the format needs it; a leading sign that a spreadsheet would take for a formula is made text.</summary>
    private static string Quote(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var safe = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
