using Tollgate.Core;

namespace Tollgate.Client.Calls;

/// <summary>What one turn of a chat client cost: every HTTP request that it made, its retries and the rounds of its tools too.</summary>
/// <param name="Receipts">What the gateway said, in the order of the answers. Empty when no request went through a <see cref="TollgateHandler"/> to a gateway.</param>
public sealed record CallCosts(IReadOnlyList<CallReceipt> Receipts)
{
    /// <summary>The key of <c>AdditionalProperties</c> under which a response carries its costs.</summary>
    public const string Key = "tollgate.costs";

    /// <summary>What all of it cost; null where a part is not known, or nothing was heard.</summary>
    public Money? Total => Sum(receipt => receipt.Cost);

    /// <summary>What it can have cost at most; null where that is not known either.</summary>
    public Money? AtMost => Sum(receipt => receipt.AtMost);

    /// <summary>What is left in the tightest budget after the last request; null without a budget.</summary>
    public Money? BudgetRemaining => Receipts.LastOrDefault(receipt => receipt.BudgetRemaining is not null)?.BudgetRemaining;

    /// <summary>The worst that a budget stood at.</summary>
    public BudgetStatus Budget => Receipts.Count == 0 ? BudgetStatus.Ok : Receipts.Max(receipt => receipt.Budget);

    private Money? Sum(Func<CallReceipt, Money?> part) => Receipts.Count == 0
        ? null
        : Receipts.Aggregate((Money?)Money.Zero, (sum, receipt) => sum is { } before && part(receipt) is { } more ? before + more : null);
}
