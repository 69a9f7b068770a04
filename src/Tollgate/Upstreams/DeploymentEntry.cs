namespace Tollgate.Upstreams;

/// <summary>One account of a provider as somebody declared it; what is absent is the provider's.</summary>
internal sealed record DeploymentEntry
{
    /// <summary>The name of the account that is the provider itself.</summary>
    public const string Own = "";

    /// <summary>The name within the provider.</summary>
    public required string Name { get; init; }

    /// <summary>The base address.</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>The key.</summary>
    public Secret? Key { get; init; }

    /// <summary>Whether its key is a variable that is not set: it rests, and takes nobody else's key.</summary>
    public bool IsOff { get; init; }

    /// <summary>The share of calls it gets among its siblings.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>The models it serves (our upstream name → its name); empty: all, under equal names.</summary>
    public IReadOnlyDictionary<string, string> Models { get; init; } = new Dictionary<string, string>();
}
