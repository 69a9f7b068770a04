using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tollgate.Analytics.Rollups;
using Tollgate.Analytics.Usage;
using Tollgate.Api;
using Tollgate.Storage;

namespace Tollgate.Analytics.Reports;

/// <summary>Every line of the ledger with its call, as CSV, as it is read: a year of lines needs no more memory than one.</summary>
internal sealed class LedgerExport(DbDataSource source)
{
    private const int FlushAt = 64 * 1024;

    /// <summary>What a row holds; times in microseconds since 1970 are written as RFC 3339, nano-dollars as dollars, ids as text.</summary>
    public static readonly string[] Columns =
    [
        "sequence", "request_id", "attempt", "kind", "at", "cost_usd", "uncertain_usd", "list_cost_usd", "bound_usd", "provider", "model", "served_model", "deployment", "purpose", "line_result",
        "provider_status", "flags", "sent_at", "input", "cache_read", "cache_write_5m", "cache_write_1h", "output", "reasoning", "usage_more", "catalog_version", "rates", "terms", "object_id",
        "provider_cost", "reason", "organization_id", "team_id", "team", "principal_id", "principal", "key_id", "key", "agent", "session", "route", "status", "result", "started_at", "tags",
    ];

    private const string Select =
        """
        select l.sequence, l.request_id, l.attempt, l.kind, l.at, l.cost_nanos, l.uncertain_nanos, l.list_cost_nanos, l.bound_nanos, l.provider, l.model, l.served_model, l.deployment, l.purpose,
          l.result, l.status, l.flags, l.sent_at, l.input, l.cache_read, l.cache_write_5m, l.cache_write_1h, l.output, l.reasoning, l.usage_more, l.catalog_version, l.rates, l.terms, l.object_id,
          l.provider_cost, l.reason, r.organization_id, r.team_id, r.team_name, r.principal_id, r.principal_name, r.key_id, r.key_name, r.agent, r.session, r.route, r.status, r.result, r.started_at, r.tags
        from request r join ledger_line l on l.request_id = r.id where r.started_at >= @from and r.started_at < @to
        """;

    private const string OfOrganization = " and r.organization_id = @organization";
    private const string InOrder = " order by l.sequence";

    /// <summary>Writes the lines of a question's time that its filter takes.</summary>
    public async Task WriteAsync(HttpContext http, UsageQuestion question, CancellationToken ct)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var select = connection.CreateCommand(question.OrganizationId is null ? Select + InOrder : Select + OfOrganization + InOrder);
        select.Add("@from", question.From).Add("@to", question.To);
        _ = question.OrganizationId is { } organization ? select.Add("@organization", organization) : select;
        var text = new StringBuilder();
        CsvTable.Append(text, Columns);
        await using var row = await select.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            if (question.Filter.Takes(Group(row)))
            {
                CsvTable.Append(text, Cells(row));
            }

            if (text.Length >= FlushAt)
            {
                await http.Response.WriteAsync(text.ToString(), ct);
                text.Clear();
            }
        }

        await http.Response.WriteAsync(text.ToString(), ct);
    }

    private static string[] Cells(DbDataReader row)
    {
        var cells = new string[Columns.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = row.IsDBNull(i) ? "" : Text(row, i);
        }

        return cells;
    }

    private static string Text(DbDataReader row, int at) => Columns[at] switch
    {
        "at" or "sent_at" or "started_at" => row.GetTime(at).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        "cost_usd" or "uncertain_usd" or "list_cost_usd" or "bound_usd" => row.GetMoney(at).ToString(),
        "request_id" or "organization_id" or "team_id" or "principal_id" or "key_id" => row.GetId(at).ToString(),
        _ => Convert.ToString(row.GetValue(at), CultureInfo.InvariantCulture)!,
    };

    private static UsageGroup Group(DbDataReader row) => new()
    {
        [GroupColumn.Team] = Id(row, "team_id"),
        [GroupColumn.TeamName] = Value(row, "team"),
        [GroupColumn.Principal] = Id(row, "principal_id"),
        [GroupColumn.PrincipalName] = Value(row, "principal"),
        [GroupColumn.Key] = Id(row, "key_id"),
        [GroupColumn.KeyName] = Value(row, "key"),
        [GroupColumn.Agent] = Value(row, "agent"),
        [GroupColumn.Session] = Value(row, "session"),
        [GroupColumn.Provider] = Value(row, "provider"),
        [GroupColumn.Model] = Value(row, "model"),
        [GroupColumn.Route] = Value(row, "route"),
        [GroupColumn.Status] = row.GetInt64(Array.IndexOf(Columns, "status")).ToString(CultureInfo.InvariantCulture),
        [GroupColumn.Result] = Value(row, "result"),
        [GroupColumn.Tags] = Value(row, "tags"),
    };

    private static string? Value(DbDataReader row, string column) => row.GetTextOrNull(Array.IndexOf(Columns, column));

    private static string? Id(DbDataReader row, string column) => row.GetIdOrNull(Array.IndexOf(Columns, column))?.ToString();
}
