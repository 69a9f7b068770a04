namespace Tollgate.Pricing;

/// <summary>The rates of one service tier, short and long context.</summary>
/// <param name="Base">What applies below every tier.</param>
/// <param name="Tiers">Context tiers, smallest first.</param>
internal sealed record ServiceRates(Rates Base, IReadOnlyList<ContextTier> Tiers)
{
    /// <summary>The rates for a request by its total input.</summary>
    public Rates For(long totalInput)
    {
        var rates = Base;
        for (var i = 0; i < Tiers.Count; i++)
        {
            if (Tiers[i].Holds(totalInput))
            {
                rates = Tiers[i].Rates;
            }
        }

        return rates;
    }
}
