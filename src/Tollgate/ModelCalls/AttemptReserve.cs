using Tollgate.Budgets;
using Tollgate.Core;
using Tollgate.Dialects.Requests;
using Tollgate.Ledger.Records;
using Tollgate.Pricing.Bounds;
using Tollgate.Pricing.Discounts;
using Tollgate.Upstreams;

namespace Tollgate.ModelCalls;

/// <summary>
/// Step 8: money for one attempt. The rights are checked again on the model that is really served; what has no bound is refused under a hard
/// budget; what does not fit waits, then is clamped, then refused (CONTRACT 6).
/// </summary>
internal sealed class AttemptReserve(BudgetKeeper budgets, SharpBounds sharp, DiscountDesk discounts, TimeProvider time)
{
    /// <summary>The attempt with its money, or why there is none.</summary>
    public async ValueTask<Outcome<Attempt>> ReserveAsync(AdmittedCall call, Deployment deployment, int number)
    {
        var model = Net(call, deployment);
        if (!call.Caller.AllowsModel(model.Provider, model.Model))
        {
            return CallAdmission.ModelNotAllowed(call.Caller, model);
        }

        var chain = budgets.Chain(BudgetSubject.Of(call.Caller, call.Attribution, model.Provider, model.Model, deployment.Credentials == CredentialSource.Client));
        var toolCalls = chain.IsHard ? ToolCallLimit.For(call) : 0;
        var bound = Bound(call, model, ToolCallLimit.Apply(call.Request.Facts, toolCalls), chain.IsHard);
        if (chain.IsHard && Unbounded(model, bound) is { } refused)
        {
            return refused with { Step = "reserve" };
        }

        var ask = bound.Unbounded is null ? new BudgetAsk(bound.Total, bound.Least) : new BudgetAsk(Money.MaxValue, Money.MaxValue);
        var reserved = await budgets.ReserveAsync(chain, ask, call.Http.RequestAborted);
        return reserved.IsRefused
            ? ToolCallLimit.Explain(reserved.Refusal, toolCalls) with { Step = "reserve" }
            : Grant(call, deployment, model, number, chain, bound, reserved.Value, toolCalls);
    }

    /// <summary>The model at what the account pays for it; a client's own subscription has none of our discounts.</summary>
    private Pricing.PricedModel Net(AdmittedCall call, Deployment deployment) =>
        deployment.Credentials == CredentialSource.Client ? call.Model : discounts.Current.Apply(call.Model, deployment.Name, time.GetUtcNow());

    private Attempt Grant(AdmittedCall call, Deployment deployment, Pricing.PricedModel model, int number, BudgetChain chain, in CallBound bound, BudgetHold hold, int toolCalls)
    {
        var limit = Fit(bound, hold);
        var asked = call.Request.Facts.Limit;
        var isExplicit = chain.IsHard && limit > 0 && (asked <= 0 || limit < asked);
        var identity = new AttemptIdentity
        {
            Number = number,
            Purpose = number == 1 ? AttemptPurpose.Serve : AttemptPurpose.Retry,
            Provider = call.Model.Provider,
            Deployment = deployment.Name,
            Model = call.Model.Model,
            CatalogVersion = call.Model.CatalogVersion,
            SentAt = time.GetUtcNow(),
            Bound = bound.Unbounded is null || chain.IsHard ? hold.Amount : Money.Zero,
            Windows = hold.Windows.ToArray(),
            OutputLimitAsked = asked,
            OutputLimitSent = isExplicit ? limit : asked,
            Flags = FlagsOf(call, deployment, hold),
        };
        return new Attempt(identity, deployment, model, bound, chain, hold)
        {
            OutputLimit = isExplicit ? limit : 0,
            IsClamped = hold.IsClamped,
            ToolCallLimit = toolCalls,
        };
    }

    /// <summary>What the line says whatever the answer; a tool that works with a model of its own is priced at the rates of the call's.</summary>
    private static LineFlags FlagsOf(AdmittedCall call, Deployment deployment, BudgetHold hold) =>
        (hold.IsClamped ? LineFlags.Clamped : LineFlags.None)
        | (call.Request.Facts.ToolModels.Count > 0 ? LineFlags.AssumedPrice : LineFlags.None)
        | (deployment.Credentials == CredentialSource.Client ? LineFlags.Notional : LineFlags.None)
        | (call.Attribution.MissingTag is null ? LineFlags.None : LineFlags.Untagged);

    /// <summary>The output limit that the money allows; what it leaves over goes back.</summary>
    private static long Fit(in CallBound bound, BudgetHold hold)
    {
        if (!hold.IsClamped)
        {
            return bound.OutputLimit;
        }

        var limit = Math.Clamp(bound.LargestLimit(hold.Amount), 0, bound.OutputLimit);
        hold.ShrinkTo(bound.At(limit));
        return limit;
    }

    private CallBound Bound(AdmittedCall call, Pricing.PricedModel model, in RequestFacts facts, bool isHard)
    {
        if (call.PassThrough is not { } target)
        {
            if (!isHard && facts.Background)
            {
                // Billed after the answer: what it may come to is known all the same, and stays uncertain until it is.
                var asked = facts;
                asked.Background = false;
                return CostBound.Of(model, call.Request.Route.Surface, asked, call.Request.Body.Span, sharp.Find(call));
            }

            return CostBound.Of(model, call.Request.Route.Surface, facts, call.Request.Body.Span, sharp.Find(call));
        }

        return new CallBound
        {
            InputTokens = 0,
            FixedNanos = 0,
            NanosPerOutputToken = 0,
            OutputLimit = 0,
            LeastLimit = 0,
            Choices = 1,
            Unbounded = target.IsFree ? null : new Refusal(RefusalCode.RouteDenied, $"The cost of {call.Http.Request.Method} {target.Path} has no bound, so a hard budget cannot allow it.")
            {
                Rule = target.Row?.Path,
                Help = "Use one of the surfaces, or a key without a hard budget.",
            },
        };
    }

    private static Refusal? Unbounded(Pricing.PricedModel model, in CallBound bound)
    {
        if (model.IsPriced || bound.Unbounded is { Code: RefusalCode.RouteDenied })
        {
            return bound.Unbounded;
        }

        return new Refusal(RefusalCode.PriceUnknown, $"The model '{model.Model}' has no price, so a hard budget cannot allow it.")
        {
            Rule = model.Model,
            Help = $"Set one: tollgate models price {model.Provider}/{model.Model} --input 5 --output 25 (USD per million tokens).",
        };
    }
}
