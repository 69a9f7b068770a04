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
/// Work in the background is billed after its answer: whoever reads or ends the response or the batch brings the bill, which adjusts the line
/// of the call that began it. The ledger takes one adjustment per attempt, so that reading it again changes nothing (CONTRACT 7).
/// </summary>
internal sealed class DeferredBills(DeferredLines lines, LedgerAdjuster adjuster, LedgerWriter writer, PriceCatalog prices, DiscountDesk discounts)
{
    private const string Response = "/responses/{response}";
    private const string Cancelled = "/responses/{response}/cancel";
    private const string Batch = "/batches/{batch}";
    private const string Results = "/v1/messages/batches/{batch}/results";
    private const string BatchTier = "batch";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Reads a provider's answer; settles when it is a finished response whose bill is still open.</summary>
    public async ValueTask SettleAsync(AdmittedCall call, Attempt attempt, int status, ReadOnlyMemory<byte> reply)
    {
        if (status != StatusCodes.Status200OK || call.PassThrough is not { Row: { } row } target)
        {
            return;
        }

        if (row.Path == Results)
        {
            var containment = attempt.Deployment.Catalogue.Find(Surface.Messages)?.Containment ?? UsageContainment.Usual;
            await SettleAsync(call, attempt, target.Path.Split('/')[^2], line => BatchResults.Cost(reply.Span, containment, (name, used) => Price(attempt, line, name, used, BatchTier)));
            return;
        }

        var meter = Meter(call, attempt);
        meter?.ReadBody(reply.Span);
        await SettleAsync(call, attempt, meter);
    }

    /// <summary>A meter for the bill that an answer of a provider's own route may bring; null when it brings none.</summary>
    public static ReplyMeter? Meter(AdmittedCall call, Attempt attempt) => call.PassThrough is { Row.Path: Response or Cancelled or Batch } && !HttpMethods.IsDelete(call.Http.Request.Method)
        ? new ReplyMeter(Surface.Responses, attempt.Deployment.Catalogue.Find(Surface.Responses)?.Containment ?? UsageContainment.Usual)
        : null;

    /// <summary>Settles what a meter has read, when it is a finished piece of work whose bill is still open.</summary>
    public async ValueTask SettleAsync(AdmittedCall call, Attempt attempt, ReplyMeter? meter)
    {
        if (meter?.ObjectId is { } id && meter.HasUsage && meter.IsUsageWhole && !IsUnderWay(meter.FinishReason))
        {
            var tier = call.PassThrough is { Row.Path: Batch } ? BatchTier : meter.ServedTier;
            await SettleAsync(call, attempt, id, line => Price(attempt, line, meter.ServedModel, meter, tier));
        }
    }

    private static bool IsUnderWay(string? status) => status is "queued" or "in_progress" or "validating" or "finalizing" or "cancelling";

    /// <summary>What a usage costs at the prices of when the work began; null when nobody knows its model. A batch names its models only now.</summary>
    private Money? Price(Attempt attempt, DeferredLine line, string? served, ReplyMeter used, string? tier)
    {
        if ((tier == BatchTier ? served : line.Model) is not { } model || prices.Current.Resolve(model, attempt.Model.Provider, line.SentAt) is not { IsRefused: false } found)
        {
            return null;
        }

        var net = discounts.Current.Apply(found.Value, attempt.Deployment.Name, line.SentAt);
        return PriceFunction.Cost(net.Price, found.Value.WithFixedUnits(used.Usage), PriceTerms.Served(tier, used.ServedSpeed, used.ServedRegion));
    }

    private async ValueTask SettleAsync(AdmittedCall call, Attempt attempt, string id, Func<DeferredLine, Money?> price)
    {
        try
        {
            _ = await writer.CatchUpAsync(Patience, CancellationToken.None);
            var line = await lines.FindAsync(call.Caller.OrganizationId, attempt.Model.Provider, attempt.Deployment.Name, id, CancellationToken.None);
            if (line is null || price(line) is not { } cost)
            {
                return;
            }

            var detail = $"{{\"attempt\":{line.Attempt.ToString(CultureInfo.InvariantCulture)},\"cost_usd\":\"{cost}\"}}";
            var by = new AuditEvent(call.Caller.OrganizationId, call.Caller.KeyId, call.Caller.KeyName, "call.adjust", "call", line.RequestId.ToString(), detail);

            // A second reading is refused as a conflict: the bill is in the ledger already.
            _ = await adjuster.AdjustAsync(by, line.RequestId, line.Attempt, cost, "The provider reported it with the finished work.", CancellationToken.None);
        }
        catch (Exception away) when (away is DbException or StorageException)
        {
            // The line stays uncertain until the response is read again.
        }
    }
}
