namespace Tollgate.Upstreams;

/// <summary>What happens to a call whose client goes away before the answer's end (docs/decisions/0006).</summary>
internal sealed record ClientAbortOptions
{
    /// <summary>How long the answer is read on without the client, so that its cost is exact; zero cancels the provider at once.</summary>
    public TimeSpan DrainFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether every call is read on; else only those that a hard budget counts.</summary>
    public bool DrainsAll { get; init; }

    /// <summary>The most calls that are read on at the same time; beyond them the provider is cancelled at once.</summary>
    public int MostDraining { get; init; } = 1000;
}
