using System.ComponentModel.DataAnnotations;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>Settings of budgets, under `budgets:` in tollgate.yaml.</summary>
public sealed record BudgetOptions
{
    /// <summary>How long a call waits for money that others hold, before it is clamped or refused.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan HoldWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Chains remembered before the memory starts anew; a chain is a few hundred bytes.</summary>
    [Range(100, 1_000_000)]
    public int RememberedChains { get; init; } = 50_000;

    /// <summary>Where a hard warning begins, in percent; the soft one is each budget's own `warn_percent`.</summary>
    [Range(1, 1000)]
    public int HardWarningPercent { get; init; } = 90;

    /// <summary>Where an emergency begins, in percent; at least the hard warning.</summary>
    [Range(1, 1000)]
    public int EmergencyPercent { get; init; } = 100;

    /// <summary>The budgets that the file declares; their organization is filled in at start.</summary>
    internal IReadOnlyList<Declared<NewBudget>> Rules { get; init; } = [];

    /// <summary>The refusal of a change of a declared budget over the API.</summary>
    internal Refusal Refuse(string name) => DeclaredThings.Refuse(Rules.FirstOrDefault(rule => rule.Thing.Name == name), "Budget", name);
}
