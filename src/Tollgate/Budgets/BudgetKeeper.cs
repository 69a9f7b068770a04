using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>
/// What the line calls: which budgets count a call, and money for it in all of them or in none.
/// A call that fits is answered in memory; one that does not waits in line while others hold what is missing.
/// </summary>
internal sealed class BudgetKeeper(BudgetBook book, WindowOpener opener, BudgetTill till)
{
    /// <summary>The budgets that count a call.</summary>
    public BudgetChain Chain(in BudgetSubject call) => book.Chain(call);

    /// <summary>Reserves money for one attempt.</summary>
    public ValueTask<Outcome<BudgetHold>> ReserveAsync(BudgetChain chain, BudgetAsk ask, CancellationToken ct)
    {
        if (chain.IsEmpty)
        {
            return new ValueTask<Outcome<BudgetHold>>(new BudgetHold(null, WindowSet.Empty, ask.Full, false));
        }

        var fair = Fair(chain, ask);
        if (chain.Current is { } windows)
        {
            var answer = till.TryReserve(windows, fair);
            if (answer.Hold is { } hold)
            {
                return new ValueTask<Outcome<BudgetHold>>(hold);
            }

            if (answer.Kind == TillAnswerKind.Exceeded)
            {
                return new ValueTask<Outcome<BudgetHold>>(BudgetRefusals.Of(answer, fair.Least));
            }
        }

        return ReserveSlowlyAsync(chain, fair, ct);
    }

    /// <summary>How a chain stands: the worst of its windows.</summary>
    public BudgetStatus Status(BudgetChain chain)
    {
        var worst = BudgetStatus.Ok;
        foreach (var slot in chain.Slots)
        {
            if (slot.Current is { } cell)
            {
                var status = till.Figures(cell).Status;
                worst = status > worst ? status : worst;
            }
        }

        return worst;
    }

    /// <summary>The model that calls of the chain go to now; null when no budget with another model is reached.</summary>
    public async ValueTask<string?> DowngradeToAsync(BudgetChain chain, CancellationToken ct)
    {
        if (chain.Current is null)
        {
            _ = await opener.OpenAsync(chain, ct);
        }

        foreach (var slot in chain.Slots)
        {
            if (slot.Budget.DowngradeTo is { } model && slot.Current is { } cell && till.Figures(cell).IsReached)
            {
                return model;
            }
        }

        return null;
    }

    /// <summary>The least that a hard budget of the chain has left; null when none blocks.</summary>
    public Money? Remaining(BudgetChain chain)
    {
        Money? least = null;
        foreach (var slot in chain.Slots)
        {
            if (slot.Budget.Hard && slot.Current is { } cell)
            {
                var remaining = till.Figures(cell).Remaining;
                least = least is null || remaining < least ? remaining : least;
            }
        }

        return least;
    }

    private static BudgetAsk Fair(BudgetChain chain, BudgetAsk ask)
    {
        // Nothing blocks: an unknown bound must not overflow the books.
        var full = !chain.IsHard && ask.Full == Money.MaxValue ? Money.Zero : ask.Full;
        return new BudgetAsk(full, chain.RefusesClamps ? full : Money.Min(ask.Least, full));
    }

    private async ValueTask<Outcome<BudgetHold>> ReserveSlowlyAsync(BudgetChain chain, BudgetAsk ask, CancellationToken ct)
    {
        while (true)
        {
            var opened = await opener.OpenAsync(chain, ct);
            if (opened.IsRefused)
            {
                return opened.Refusal;
            }

            var answer = await till.ReserveAsync(opened.Value, ask, ct);
            if (answer.Hold is { } hold)
            {
                return hold;
            }

            if (answer.Kind != TillAnswerKind.Stale)
            {
                return BudgetRefusals.Of(answer, ask.Least);
            }
        }
    }
}
