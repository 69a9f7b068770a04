using Tollgate.Core;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Upstreams;

/// <summary>One provider account that calls can go to: address, key, names of models, timeouts.</summary>
internal sealed record Deployment
{
    /// <summary>"openai", or "azure/eu" where a provider has several.</summary>
    public required string Name { get; init; }

    /// <summary>The name of its provider.</summary>
    public required string Provider { get; init; }

    /// <summary>What the catalogue knows about the provider.</summary>
    public required CatalogueProvider Catalogue { get; init; }

    /// <summary>The base address, without a slash at its end.</summary>
    public required Uri BaseAddress
    {
        get;
        init
        {
            field = value;
            Root = value.AbsoluteUri.TrimEnd('/');
        }
    }

    /// <summary>The base address as text, without a slash at its end.</summary>
    public string Root { get; private init; } = "";

    /// <summary>The key; null when the provider takes none, or the client's own credentials are used.</summary>
    public Secret? Key { get; init; }

    /// <summary>How the key travels, when settings say otherwise than the catalogue.</summary>
    public AuthStyle? Auth { get; init; }

    /// <summary>Whose credentials go upstream.</summary>
    public CredentialSource Credentials { get; init; }

    /// <summary>The share of calls it gets among its siblings.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>The models it serves (our upstream name → its name); empty: all.</summary>
    public IReadOnlyDictionary<string, string> Models { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether <see cref="Models"/> is the whole list, not only other names.</summary>
    public bool ServesOnlyItsModels { get; init; }

    /// <summary>Headers sent with every request, checked.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The proxy; null: none.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Timeouts by surface.</summary>
    public required IReadOnlyList<UpstreamTimeouts> Timeouts { get; init; }

    /// <summary>Whether the account serves a model.</summary>
    public bool Serves(string upstreamModel) => !ServesOnlyItsModels || Models.ContainsKey(upstreamModel);

    /// <summary>The account's own name of a model.</summary>
    public string ModelName(string upstreamModel) => Models.GetValueOrDefault(upstreamModel, upstreamModel);

    /// <summary>The timeouts of a surface.</summary>
    public UpstreamTimeouts TimeoutsOf(Surface surface) => Timeouts[(int)surface];

    /// <summary>How the key travels on a surface.</summary>
    public AuthStyle AuthOn(Surface surface) => Auth ?? Catalogue.Find(surface)?.Auth ?? Catalogue.Auth;
}
