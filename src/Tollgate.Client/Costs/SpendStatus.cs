using Tollgate.Core;

namespace Tollgate.Client.Costs;

/// <summary>How spending stands against a limit.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Spent">What was spent.</param>
public readonly record struct SpendStatus(Money Limit, Money Spent)
{
    private const decimal Soft = 70m;
    private const decimal Hard = 90m;
    private const decimal Whole = 100m;

    /// <summary>What is left; nothing where more was spent.</summary>
    public Money Remaining => Money.Max(Money.Zero, Limit - Spent);

    /// <summary>How much of the limit was spent, in percent.</summary>
    public decimal Percent => Spent.Nanos * 100m / Limit.Nanos;

    /// <summary>How near that is.</summary>
    public SpendLevel Level => Percent switch
    {
        >= Whole => SpendLevel.Emergency,
        >= Hard => SpendLevel.HardWarning,
        >= Soft => SpendLevel.SoftWarning,
        _ => SpendLevel.Ok,
    };

    /// <summary>Whether so much more may be spent: exactly up to the limit it may.</summary>
    public bool Allows(Money asked) => Spent + asked <= Limit;
}
