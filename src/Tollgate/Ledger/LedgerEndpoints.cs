using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Ledger.Queries;

namespace Tollgate.Ledger;

/// <summary>Calls, sums and corrections over the admin API.</summary>
internal sealed class LedgerEndpoints(CallStore calls, SummaryStore sums, LedgerAdjuster adjuster, LedgerWriter writer, CallFindings? findings = null)
{
    private const int LargestPage = 1000;

    // A call that was answered is in the journal; asking for it gives the database this long to hold it too.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/calls", ApiRight.Viewer, "Lists calls, the newest first; also as CSV.", ListAsync)
        {
            Reply = LedgerJson.Default.PageCallView,
            Query = [.. CallQueryText.FilterParameters, .. PageParameters],
        },
        new("GET", "/api/calls/{request_id}", ApiRight.Viewer, "One call: attempts, usage buckets, cost, what guards found in it, and why it was refused.", FindAsync)
        {
            Reply = LedgerJson.Default.CallView,
        },
        new("POST", "/api/calls/{request_id}/adjustments", ApiRight.Admin, "Adds a line with what an attempt truly cost.", AdjustAsync)
        {
            Request = LedgerJson.Default.AdjustmentRequest,
            Reply = LedgerJson.Default.CorrectionView,
        },
        new("GET", "/api/me/calls", ApiRight.Self, "Lists the calls of the key that asks, the newest first.", ListOwnAsync)
        {
            Reply = LedgerJson.Default.PageCallView,
            Query = [.. CallQueryText.FilterParameters, .. PageParameters],
        },
        new("GET", "/api/me/calls/{request_id}", ApiRight.Self, "One call of the key that asks: what it cost in the end.", FindOwnAsync)
        {
            Reply = LedgerJson.Default.CallView,
        },
        new("GET", "/api/ledger/summary", ApiRight.Viewer, "Sums calls, cost and tokens by up to two dimensions; also as CSV.", SummarizeAsync)
        {
            Reply = LedgerJson.Default.Summary,
            Query = [.. CallQueryText.FilterParameters, ("group_by", "One or two dimensions, with a comma between."), ("format", "csv for CSV.")],
        },
    ];

    private static IReadOnlyList<(string Name, string Meaning)> PageParameters =>
        [("limit", "Calls on a page, 1 to 1000; 50 by default."), ("cursor", "`next` of the page before."), ("format", "csv for CSV."), ("all", "true: all organizations (operator only).")];

    private Task ListAsync(HttpContext http, ApiCaller caller) => ListAsync(http, Scope(http, caller), null);

    private Task ListOwnAsync(HttpContext http, ApiCaller caller) => ListAsync(http, caller.OrganizationId, caller.KeyId);

    private async Task ListAsync(HttpContext http, Guid? organizationId, Guid? keyId)
    {
        var filter = CallQueryText.Filter(http, organizationId);
        var limit = ApiBody.Number(http, "limit", 50, 1, LargestPage);
        var cursor = CallQueryText.Cursor(http);
        if ((filter.Refusal ?? limit.Refusal ?? cursor.Refusal) is { } refusal)
        {
            await ApiReply.RefuseAsync(http, refusal);
            return;
        }

        _ = await writer.CatchUpAsync(Patience, http.RequestAborted);
        var mine = keyId is { } id ? filter.Value! with { Key = id.ToString() } : filter.Value!;
        var page = await calls.ListAsync(mine, cursor.Value!.Cursor, limit.Value, http.RequestAborted);
        if (CsvTable.IsAsked(http))
        {
            await LedgerCsv.WriteAsync(http, page.Items);
            return;
        }

        await ApiReply.WriteAsync(http, page, LedgerJson.Default.PageCallView);
    }

    private Task FindAsync(HttpContext http, ApiCaller caller) => FindAsync(http, caller, null);

    private Task FindOwnAsync(HttpContext http, ApiCaller caller) => FindAsync(http, caller, caller.KeyId);

    private async Task FindAsync(HttpContext http, ApiCaller caller, Guid? keyId)
    {
        _ = await writer.CatchUpAsync(Patience, http.RequestAborted);
        var call = ApiBody.RouteId(http, "request_id") is { } id ? await calls.FindAsync(caller.OrganizationId, caller.IsOperator, id, http.RequestAborted) : null;
        if (call is null || (keyId is { } own && call.KeyId != own))
        {
            await ApiReply.NotFoundAsync(http, "call");
            return;
        }

        var found = findings is null ? [] : await findings(call.RequestId, http.RequestAborted);
        await ApiReply.WriteAsync(http, found.Count == 0 ? call : call with { Findings = found }, LedgerJson.Default.CallView);
    }

    private async Task SummarizeAsync(HttpContext http, ApiCaller caller)
    {
        var dimensions = CallQueryText.Dimensions(http);
        var isAcross = caller.IsOperator && dimensions.Value is { } chosen && chosen.Any(dimension => dimension.Name == "organization");
        var filter = CallQueryText.Filter(http, isAcross ? null : Scope(http, caller));
        if ((filter.Refusal ?? dimensions.Refusal) is { } refusal)
        {
            await ApiReply.RefuseAsync(http, refusal);
            return;
        }

        _ = await writer.CatchUpAsync(Patience, http.RequestAborted);
        var summary = await sums.SumAsync(filter.Value!, dimensions.Value!, http.RequestAborted);
        if (CsvTable.IsAsked(http))
        {
            await LedgerCsv.WriteAsync(http, summary);
            return;
        }

        await ApiReply.WriteAsync(http, summary, LedgerJson.Default.Summary);
    }

    private async Task AdjustAsync(HttpContext http, ApiCaller caller)
    {
        var body = await ApiBody.ReadAsync(http, LedgerJson.Default.AdjustmentRequest);
        if (body.IsRefused)
        {
            await ApiReply.RefuseAsync(http, body.Refusal);
            return;
        }

        if (body.Value.CostUsd < Money.Zero || string.IsNullOrWhiteSpace(body.Value.Reason))
        {
            await ApiReply.RefuseAsync(http, ApiReply.Invalid("cost_usd", "An adjustment takes a true cost of 0 or more, and a reason."));
            return;
        }

        _ = await writer.CatchUpAsync(Patience, http.RequestAborted);
        var requestId = ApiBody.RouteId(http, "request_id") ?? Guid.Empty;
        var detail = $"{{\"attempt\":{body.Value.Attempt.ToString(CultureInfo.InvariantCulture)},\"cost_usd\":\"{body.Value.CostUsd}\"}}";
        var by = AuditEvent.By(caller, "call.adjust", "call", requestId, detail);
        var line = await adjuster.AdjustAsync(by, requestId, body.Value.Attempt, body.Value.CostUsd, body.Value.Reason, http.RequestAborted);
        if (line.IsRefused)
        {
            await ApiReply.RefuseAsync(http, line.Refusal);
            return;
        }

        var view = new CorrectionView(LineKinds.Wire(line.Value.Kind), line.Value.At, line.Value.Cost, line.Value.Uncertain, body.Value.Reason);
        await ApiReply.WriteAsync(http, view, LedgerJson.Default.CorrectionView, StatusCodes.Status201Created);
    }

    /// <summary>The caller's organization; the operator may ask for all.</summary>
    private static Guid? Scope(HttpContext http, ApiCaller caller) =>
        caller.IsOperator && http.Request.Query["all"] == "true" ? null : caller.OrganizationId;
}
