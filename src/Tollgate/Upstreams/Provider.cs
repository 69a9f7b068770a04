using Tollgate.Core;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Upstreams;

/// <summary>A provider that calls can be sent to, or that is known but switched off.</summary>
internal sealed record Provider
{
    /// <summary>The name, used in pins and in "/{name}/**".</summary>
    public required string Name { get; init; }

    /// <summary>What the catalogue knows about it.</summary>
    public required CatalogueProvider Catalogue { get; init; }

    /// <summary>The kind: the id of the catalogue entry it follows, which is also where its prices are.</summary>
    public string Kind => Catalogue.Id;

    /// <summary>Its accounts; none when it is switched off.</summary>
    public required Deployment[] Deployments { get; init; }

    /// <summary>Why it is switched off; null when it is on.</summary>
    public string? DisabledReason { get; init; }

    /// <summary>Whether calls can go to it.</summary>
    public bool IsEnabled => DisabledReason is null && Deployments.Length > 0;

    /// <summary>Whose credentials go upstream.</summary>
    public CredentialSource Credentials { get; init; }

    /// <summary>Where it was declared.</summary>
    public ProviderOrigin Origin { get; init; }

    /// <summary>The line of tollgate.yaml; 0 when it is not from there.</summary>
    public int Line { get; init; }

    /// <summary>Where the key came from: "file", "database", or the name of an environment variable; null without a key.</summary>
    public string? KeySource { get; init; }

    /// <summary>Whether the provider serves a surface.</summary>
    public bool Serves(Surface surface) => Catalogue.Find(surface) is not null;
}
