using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Dialects.Replies;
using Tollgate.Ledger;
using Tollgate.Pricing;
using Tollgate.Pricing.Discounts;
using Tollgate.Storage;

namespace Tollgate.ModelCalls;

/// <summary>
/// Work in the background is billed after its answer: whoever reads the finished response brings the bill, which adjusts the line of the call
/// that began it. The ledger takes one adjustment per attempt, so that reading it again changes nothing (CONTRACT 7).
/// </summary>
internal sealed class DeferredBills(DeferredLines lines, LedgerAdjuster adjuster, LedgerWriter writer, PriceCatalog prices, DiscountDesk discounts)
{
    private const string Retrieval = "/responses/{response}";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Reads a provider's answer; settles when it is a finished response whose bill is still open.</summary>
    public async ValueTask SettleAsync(AdmittedCall call, Attempt attempt, int status, ReadOnlyMemory<byte> reply)
    {
        if (call.PassThrough is not { Row.Path: Retrieval } || !HttpMethods.IsGet(call.Http.Request.Method) || status != StatusCodes.Status200OK)
        {
            return;
        }

        var meter = new ReplyMeter(Surface.Responses, attempt.Deployment.Catalogue.Find(Surface.Responses)?.Containment ?? UsageContainment.Usual);
        meter.ReadBody(reply.Span);
        if (meter.ObjectId is { } id && meter.HasUsage && meter.IsUsageWhole && meter.FinishReason is not ("queued" or "in_progress"))
        {
            await SettleAsync(call, attempt, id, meter);
        }
    }

    private async ValueTask SettleAsync(AdmittedCall call, Attempt attempt, string id, ReplyMeter meter)
    {
        try
        {
            _ = await writer.CatchUpAsync(Patience, CancellationToken.None);
            var line = await lines.FindAsync(call.Caller.OrganizationId, attempt.Model.Provider, attempt.Deployment.Name, id, CancellationToken.None);
            if (line is null || prices.Current.Resolve(line.Model, attempt.Model.Provider, line.SentAt) is not { IsRefused: false, Value: { } model })
            {
                return;
            }

            var terms = PriceTerms.Served(meter.ServedTier, meter.ServedSpeed, meter.ServedRegion);
            var net = discounts.Current.Apply(model, attempt.Deployment.Name, line.SentAt);
            var cost = PriceFunction.Cost(net.Price, model.WithFixedUnits(meter.Usage), terms);
            var detail = $"{{\"attempt\":{line.Attempt.ToString(CultureInfo.InvariantCulture)},\"cost_usd\":\"{cost}\"}}";
            var by = new AuditEvent(call.Caller.OrganizationId, call.Caller.KeyId, call.Caller.KeyName, "call.adjust", "call", line.RequestId.ToString(), detail);

            // A second reading is refused as a conflict: the bill is in the ledger already.
            _ = await adjuster.AdjustAsync(by, line.RequestId, line.Attempt, cost, "The provider reported it with the finished response.", CancellationToken.None);
        }
        catch (Exception away) when (away is DbException or StorageException)
        {
            // The line stays uncertain until the response is read again.
        }
    }
}
