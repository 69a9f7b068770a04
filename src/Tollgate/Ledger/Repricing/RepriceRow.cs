using Tollgate.Core;

namespace Tollgate.Ledger.Repricing;

/// <summary>What the calls of one model cost, and what they would have cost.</summary>
internal sealed record RepriceRow
{
    /// <summary>The provider.</summary>
    public string? Provider { get; init; }

    /// <summary>The model that was served.</summary>
    public string? Model { get; init; }

    /// <summary>How many lines.</summary>
    public long Lines { get; set; }

    /// <summary>What the lines hold.</summary>
    public Money CostUsd { get; set; }

    /// <summary>What they hold by the list.</summary>
    public Money ListCostUsd { get; set; }

    /// <summary>What the same usage comes to anew, with the discounts that hold.</summary>
    public Money RepricedUsd { get; set; }

    /// <summary>The same by the list.</summary>
    public Money RepricedListUsd { get; set; }

    /// <summary>Repriced less cost: below zero, it would have been cheaper.</summary>
    public Money DifferenceUsd => RepricedUsd - CostUsd;

    /// <summary>Lines whose usage nobody reported: estimates are priced anew as estimates.</summary>
    public long EstimatedLines { get; set; }

    /// <summary>Lines that have no price of their own now; they keep what they cost.</summary>
    public long UnpricedLines { get; set; }

    /// <summary>Adds another row's figures.</summary>
    public void Add(RepriceRow other)
    {
        Lines += other.Lines;
        CostUsd += other.CostUsd;
        ListCostUsd += other.ListCostUsd;
        RepricedUsd += other.RepricedUsd;
        RepricedListUsd += other.RepricedListUsd;
        EstimatedLines += other.EstimatedLines;
        UnpricedLines += other.UnpricedLines;
    }
}
