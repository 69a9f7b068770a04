using Tollgate.Core;

namespace Tollgate.Client.Costs;

/// <summary>What a provider's prompt cache was worth, at each call's own prices.</summary>
public sealed record CacheEfficiency
{
    /// <summary>What reading from the cache saved against fresh input: read × (input price − read price).</summary>
    public required Money ReadSaving { get; init; }

    /// <summary>What writing to the cache cost beyond fresh input: write × (write price − input price).</summary>
    public required Money WritePremium { get; init; }

    /// <summary>The saving less the premium; negative where writing cost more than reading saved.</summary>
    public Money NetSaving => ReadSaving - WritePremium;

    /// <summary>Cached tokens of the input that could have been: read ÷ (input + read), in percent; 0 without input.</summary>
    public required decimal HitRatePercent { get; init; }

    /// <summary>The net saving of what the calls would have cost without the cache, in percent; 0 where nothing was spent.</summary>
    public required decimal SavingsPercent { get; init; }
}
