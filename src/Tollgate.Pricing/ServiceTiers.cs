namespace Tollgate.Pricing;

/// <summary>The names of <see cref="ServiceTier"/> in the catalogue and on the providers' wires.</summary>
internal static class ServiceTiers
{
    /// <summary>How many tiers there are.</summary>
    public const int Count = (int)ServiceTier.Fast + 1;

    private static readonly string[] Names = ["standard", "batch", "flex", "priority", "fast"];

    /// <summary>The name used in the catalogue and the admin API.</summary>
    public static string Name(ServiceTier tier) => Names[(int)tier];

    /// <summary>
    /// Reads a tier as a provider reports it. Nothing reported is the standard tier; a word we do not know is not
    /// ("auto" names no tier, for it is a wish). Capacity bought beforehand is priced at list rates.
    /// </summary>
    public static bool TryParse(string? reported, out ServiceTier tier)
    {
        (tier, var isKnown) = reported switch
        {
            null or "" or "standard" or "default" or "on_demand" or "ON_DEMAND" or "TRAFFIC_TYPE_UNSPECIFIED" => (ServiceTier.Standard, true),
            "scale" or "PROVISIONED_THROUGHPUT" or "standard_only" => (ServiceTier.Standard, true),
            "batch" => (ServiceTier.Batch, true),
            "flex" or "ON_DEMAND_FLEX" => (ServiceTier.Flex, true),
            "priority" or "ON_DEMAND_PRIORITY" => (ServiceTier.Priority, true),
            "fast" => (ServiceTier.Fast, true),
            _ => (ServiceTier.Standard, false),
        };
        return isKnown;
    }
}
