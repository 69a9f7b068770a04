using Tollgate.Core;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Upstreams;

/// <summary>A provider as somebody declared it: in tollgate.yaml or in the database.</summary>
internal sealed record ProviderEntry
{
    /// <summary>The name, used in "name/model" pins and in "/{name}/**".</summary>
    public required string Name { get; init; }

    /// <summary>The catalogue entry it follows; null: the entry of the same name, else an OpenAI-compatible server.</summary>
    public string? Kind { get; init; }

    /// <summary>The base address; null: the catalogue's.</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>The key; null: the database's or the environment's.</summary>
    public Secret? Key { get; init; }

    /// <summary>How the key travels; null: the catalogue's way.</summary>
    public AuthStyle? Auth { get; init; }

    /// <summary>Why the provider is switched off; null when it is on.</summary>
    public string? DisabledReason { get; init; }

    /// <summary>Whose credentials go upstream.</summary>
    public CredentialSource Credentials { get; init; }

    /// <summary>Timeouts of all its routes.</summary>
    public TimeoutEntry Timeouts { get; init; } = TimeoutEntry.Empty;

    /// <summary>Timeouts of single surfaces.</summary>
    public IReadOnlyDictionary<Surface, TimeoutEntry> RouteTimeouts { get; init; } = new Dictionary<Surface, TimeoutEntry>();

    /// <summary>Headers sent with every request.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The proxy to go through; null: none, whatever the environment says.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Names of models as this provider's account calls them (our upstream name → its name); empty: equal.</summary>
    public IReadOnlyDictionary<string, string> Models { get; init; } = new Dictionary<string, string>();

    /// <summary>Several accounts of one provider; empty: the provider itself is the only one.</summary>
    public IReadOnlyList<DeploymentEntry> Deployments { get; init; } = [];

    /// <summary>Where it was declared.</summary>
    public ProviderOrigin Origin { get; init; } = ProviderOrigin.File;

    /// <summary>The line of tollgate.yaml; 0 when it is not from there.</summary>
    public int Line { get; init; }
}
