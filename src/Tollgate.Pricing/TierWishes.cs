namespace Tollgate.Pricing;

/// <summary>
/// Which service tiers a provider may serve, and bill, for a `service_tier` in the request.
/// The standard tier is always permitted: providers fall back to it.
/// </summary>
internal sealed class TierWishes(IReadOnlyList<(string Asked, ServiceTier Tier)> wishes)
{
    /// <summary>Only the standard tier.</summary>
    public static TierWishes None { get; } = new([]);

    /// <summary>The permitted tiers as a set of bits. A word that nobody declared permits every tier.</summary>
    public int Permitted(ReadOnlySpan<byte> asked)
    {
        const int standard = 1 << (int)ServiceTier.Standard;
        var permitted = 0;
        for (var i = 0; i < wishes.Count; i++)
        {
            if (System.Text.Ascii.Equals(asked, wishes[i].Asked))
            {
                permitted |= 1 << (int)wishes[i].Tier;
            }
        }

        if (permitted != 0 || asked.IsEmpty)
        {
            return permitted | standard;
        }

        return (1 << ServiceTiers.Count) - 1;
    }
}
