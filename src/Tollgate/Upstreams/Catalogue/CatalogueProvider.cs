using Tollgate.Core;

namespace Tollgate.Upstreams.Catalogue;

/// <summary>What the catalogue knows about a provider: facts about the world, not about an account.</summary>
internal sealed record CatalogueProvider
{
    /// <summary>The id, for example "openai".</summary>
    public required string Id { get; init; }

    /// <summary>The name for people.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The public address; null when every account has its own.</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>Environment variables that hold an address.</summary>
    public IReadOnlyList<string> AddressVariables { get; init; } = [];

    /// <summary>What is appended to an address from such a variable when it is not there already.</summary>
    public string AddressSuffix { get; init; } = "";

    /// <summary>How the key travels.</summary>
    public AuthStyle Auth { get; init; } = AuthStyle.Bearer;

    /// <summary>Environment variables that hold a key, first one wins.</summary>
    public IReadOnlyList<string> KeyVariables { get; init; } = [];

    /// <summary>Whether calls without a key are pointless.</summary>
    public bool NeedsKey { get; init; } = true;

    /// <summary>Whether the provider usually runs beside the gateway: registered only when its address is set.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Whether the provider refuses a request that asks for usage in its stream.</summary>
    public bool RefusesStreamOptions { get; init; }

    /// <summary>Leading path parts that clients send and that the base address holds already, longest first.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    /// <summary>Headers sent when the client sent none of that name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> DefaultHeaders { get; init; } = [];

    /// <summary>The surfaces, indexed by <see cref="Surface"/>; null where the provider has none.</summary>
    public required IReadOnlyList<CatalogueSurface?> Surfaces { get; init; }

    /// <summary>A free route that answers 2xx exactly when the key is good.</summary>
    public required string CheckPath { get; init; }

    /// <summary>A free route that lists the models the account may call; null when there is none.</summary>
    public string? ModelsPath { get; init; }

    /// <summary>Client headers that go upstream.</summary>
    public required HeaderList RequestHeaders { get; init; }

    /// <summary>Provider headers that go to the client.</summary>
    public required HeaderList ResponseHeaders { get; init; }

    /// <summary>Where these facts come from.</summary>
    public string? Source { get; init; }

    /// <summary>The surface's row; null when the provider does not serve it.</summary>
    public CatalogueSurface? Find(Surface surface) => Surfaces[(int)surface];
}
