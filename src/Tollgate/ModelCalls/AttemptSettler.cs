using Tollgate.Core;
using Tollgate.Dialects.Replies;
using Tollgate.Ledger;
using Tollgate.Ledger.Journals;
using Tollgate.Ledger.Records;
using Tollgate.Pricing;
using Tollgate.Pricing.Bounds;
using Tollgate.Telemetry;

namespace Tollgate.ModelCalls;

/// <summary>Step 10: what was used is owed. The journal has it before the client sees the end; then the budgets and limits learn it.</summary>
internal sealed class AttemptSettler(Journal journal, SharpBounds sharp, CallGuard guard, GatewayMetrics metrics, TimeProvider time)
{
    /// <summary>Settles an attempt.</summary>
    /// <param name="call">The call.</param>
    /// <param name="attempt">The attempt; its money goes back but for what is owed.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="meter">What the provider reported.</param>
    /// <param name="row">The client's status, when this attempt ends the call; null while the call goes on.</param>
    /// <returns>What is owed, or the refusal when it could not be recorded: then the client must not see a proper end.</returns>
    public Outcome<Settlement> Settle(AdmittedCall call, Attempt attempt, in AttemptEnd end, ReplyMeter meter, int? row)
    {
        var terms = PriceTerms.Served(meter.ServedTier, meter.ServedSpeed, meter.ServedRegion) with { SearchSize = SearchSizes.Read(call.Request.Facts.SearchContextSize.Of(call.Request.Body.Span)) };
        TokenUsage? reported = meter.HasUsage ? attempt.Model.WithFixedUnits(meter.Usage) : null;
        var estimate = attempt.Model.WithFixedUnits(Estimates.Used(call, meter));
        var isFinal = meter.IsUsageFinal && meter.IsUsageWhole && !IsCutShort(end);
        var most = isFinal ? attempt.Identity.Bound : Most(call, attempt, meter);
        var settled = Settlement.Of(end, attempt.Model, terms, reported, isFinal, call.IsFree, estimate, new SettlementBound(attempt.Identity.Bound, most, attempt.IsBounded));
        settled = settled with { Flags = settled.Flags | FlagsOf(call, attempt, meter, settled) };
        var record = Record(call, attempt, end, meter, settled, terms);
        Failpoint.Hit(Failpoint.BeforeSettled);
        var isWritten = row is { } status
            ? journal.AppendSettled(record, call.Trail.Close(end.Outcome, status, settled.Flags))
            : journal.AppendSettled(record);
        Failpoint.Hit(Failpoint.AfterSettled);
        attempt.Hold.Settle(settled.Cost, settled.Uncertain);
        call.Permit.Correct(settled.Usage.TotalInput + settled.Usage.TotalOutput);
        sharp.Remember(call, attempt, end, settled);
        guard.Ended(call, end, settled);
        Measure(call, attempt, end, settled, row is not null);
        return isWritten ? settled : new Refusal(RefusalCode.JournalFull, "The answer could not be recorded, so it is withheld.") { Step = "settle" };
    }

    /// <summary>What an attempt without a final report can have cost at most: once its input is reported, only the output is open.</summary>
    private static Money Most(AdmittedCall call, Attempt attempt, ReplyMeter meter) => meter.HasUsage && meter.IsUsageWhole
        ? attempt.Bound.AfterInput(attempt.Identity.Bound, ReportedInput.Nanos(attempt.Model, call.Request.Facts, call.Request.Body.Span, meter.Usage))
        : attempt.Identity.Bound;

    private SettledRecord Record(AdmittedCall call, Attempt attempt, in AttemptEnd end, ReplyMeter meter, in Settlement settled, in PriceTerms terms) =>
        new(call.Trail.Call, attempt.Identity)
        {
            EndedAt = time.GetUtcNow(),
            FirstByte = call.Trail.FirstByte,
            Status = end.Status,
            Result = end.Result,
            Flags = settled.Flags,
            Usage = settled.Usage,
            Rates = RatesText.Of(attempt.Model.Price, terms, settled.Usage.TotalInput),
            Terms = TermsText.Of(terms),
            ServedModel = meter.ServedModel,
            ListCost = settled.List,
            Cost = settled.Cost,
            Uncertain = settled.Uncertain,
            ObjectId = attempt.ObjectId ?? meter.ObjectId,
            Made = attempt.Made ?? [],
            ProviderCost = meter.ProviderCost,
        };

    private void Measure(AdmittedCall call, Attempt attempt, in AttemptEnd end, in Settlement settled, bool endsCall)
    {
        var surface = call.Request.Route.Surface;
        var elapsed = time.GetUtcNow() - attempt.Identity.SentAt;
        metrics.AttemptEnded(attempt.Model.Provider, attempt.Model.Model, surface, attempt.Identity.Purpose, end.Result, elapsed);
        metrics.Settled(attempt.Model.Provider, attempt.Model.Model, settled.Usage, settled.Cost);
        if (call.Trail.FirstByte is { } first)
        {
            metrics.FirstByte(attempt.Model.Provider, attempt.Model.Model, first);
        }

        if (endsCall)
        {
            metrics.CallEnded(surface, end.Outcome, call.Trail.Elapsed - elapsed);
        }
    }

    /// <summary>A stream that did not come to its own end may bill more than its last running figure.</summary>
    private static bool IsCutShort(in AttemptEnd end) => end.Result is not (CallResult.Completed or CallResult.UpstreamError);

    private static LineFlags FlagsOf(AdmittedCall call, Attempt attempt, ReplyMeter meter, in Settlement settled)
    {
        var flags = attempt.Identity.Flags;
        flags |= meter.HasUsage && (meter.IsInconsistent || !meter.IsUsageWhole) ? LineFlags.UsageInconsistent : LineFlags.None;
        flags |= IsDeferred(call, meter) ? LineFlags.Deferred : LineFlags.None;
        flags |= IsUncounted(call, settled) ? LineFlags.Unpriced : LineFlags.None;
        return Disagrees(meter.ProviderCost, settled.Cost) ? flags | LineFlags.CostDisagrees : flags;
    }

    /// <summary>Work whose bill comes after the answer.</summary>
    private static bool IsDeferred(AdmittedCall call, ReplyMeter meter) =>
        call.PassThrough is { Row.IsDeferred: true } || (call.Request.Facts.Background && !meter.HasUsage);

    /// <summary>A provider's own route that is not free and came out at nothing: nobody could count what it used, and the line says so.</summary>
    private static bool IsUncounted(AdmittedCall call, in Settlement settled) =>
        call.PassThrough is { IsFree: false } && settled.Cost == Money.Zero && (settled.Flags & LineFlags.Estimated) != 0;

    /// <summary>Trap 28: the provider's own figure is kept beside ours; a difference of a cent and more is flagged.</summary>
    private static bool Disagrees(decimal? provider, Money ours) =>
        provider is { } cost && Math.Abs((cost * Money.NanosPerDollar) - ours.Nanos) >= Money.NanosPerDollar / 100m;
}
