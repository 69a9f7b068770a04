using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Ledger;

namespace Tollgate.Analytics.Reconciling;

/// <summary>Reconciliation over the admin API: the body is the provider's export as it is.</summary>
internal sealed class ReconcileEndpoints(Reconciler reconciler, LedgerWriter writer)
{
    private const int MostBytes = 16 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly IReadOnlyList<(string Name, string Meaning)> Parameters =
    [
        ("provider", "The provider as it is named here; that of the export's format by default."),
        ("deployment", "The provider's account, where there are several."),
        ("format", "csv for CSV."),
        ("all", "true: all organizations, for they share the provider's account (operator only)."),
    ];

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("POST", "/api/reports/reconcile", ApiRight.Viewer, "Lays an export of OpenAI or Anthropic beside the ledger: every difference with its reason.", (http, caller) => RunAsync(http, caller, isApplied: false))
        {
            Reply = AnalyticsJson.Default.ReconcileReply,
            Query = Parameters,
        },
        new("POST", "/api/reports/reconcile/apply", ApiRight.Admin, "The same, and what the export proves about uncertain lines becomes adjustments.", (http, caller) => RunAsync(http, caller, isApplied: true))
        {
            Reply = AnalyticsJson.Default.ReconcileReply,
            Query = Parameters,
        },
    ];

    private async Task RunAsync(HttpContext http, ApiCaller caller, bool isApplied)
    {
        var bill = await ReadAsync(http);
        if (bill.IsRefused)
        {
            await ApiReply.RefuseAsync(http, bill.Refusal);
            return;
        }

        _ = await writer.CatchUpAsync(Patience, http.RequestAborted);
        var provider = Text(http, "provider") ?? bill.Value.Provider;
        Guid? organization = caller.IsOperator && http.Request.Query["all"] == "true" ? null : caller.OrganizationId;
        var reply = await reconciler.CompareAsync(organization, bill.Value, provider, Text(http, "deployment"), http.RequestAborted);
        if (isApplied)
        {
            var adjusted = await reconciler.ApplyAsync(
                reply,
                attempt => AuditEvent.By(caller, "call.adjust", "call", attempt.RequestId, $"{{\"by\":\"reconciliation\",\"provider\":\"{provider.Replace("\"", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal)}\"}}") with { OrganizationId = attempt.OrganizationId },
                http.RequestAborted);
            reply = reply with { AdjustedLines = adjusted };
        }

        await (CsvTable.IsAsked(http) ? CsvTable.WriteAsync(http, ReconcileCsv.Of(reply)) : ApiReply.WriteAsync(http, reply, AnalyticsJson.Default.ReconcileReply));
    }

    private static async Task<Outcome<ProviderBill>> ReadAsync(HttpContext http)
    {
        var body = await ApiBody.BytesAsync(http, MostBytes, "An export is at most 16 MiB: send it month by month.");
        return body.IsRefused ? body.Refusal : BillReader.Read(body.Value.ToArray());
    }

    private static string? Text(HttpContext http, string name) => http.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;
}
