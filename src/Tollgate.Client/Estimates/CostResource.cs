namespace Tollgate.Client.Estimates;

/// <summary>What a call goes to: a model behind a provider, a tool, a server.</summary>
/// <param name="Name">Its name.</param>
public sealed record CostResource(string Name)
{
    /// <summary>The key of <see cref="Metadata"/> that names the estimator.</summary>
    public const string CostProviderKey = "cost_provider";

    /// <summary>The key that names the estimator where <see cref="CostProviderKey"/> is missing.</summary>
    public const string ProviderKey = "provider";

    /// <summary>What is known about it.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The estimator it asks for; null where it names none.</summary>
    public string? Estimator => Metadata.GetValueOrDefault(CostProviderKey) ?? Metadata.GetValueOrDefault(ProviderKey);
}
