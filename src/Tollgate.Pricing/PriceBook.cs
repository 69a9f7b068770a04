using System.Collections.Concurrent;
using System.Text;
using Tollgate.Core;
using Tollgate.Pricing.Catalog;

namespace Tollgate.Pricing;

/// <summary>
/// What every model costs, as one immutable snapshot. A name means exactly one thing: an own entry, else the model of its maker,
/// else the model of the only provider that lists it. Nothing is matched by part of a name.
/// </summary>
internal sealed class PriceBook
{
    private const int MostUnlisted = 1024;
    private const int LongestName = 512;

    private readonly PriceList _list;
    private readonly HashSet<string> _providers;
    private readonly Dictionary<string, OwnModelPrices> _own = new(ModelNameComparer.Instance);
    private readonly Dictionary<ListedModel, OwnModelPrices> _overrides = [];
    private readonly ConcurrentDictionary<string, PricedModel> _unlisted = new(ModelNameComparer.Instance);

    /// <summary>Takes a snapshot. Of two own models with one name the first holds.</summary>
    public PriceBook(PriceList list, IEnumerable<OwnModel> own, IEnumerable<string> providers)
    {
        _list = list;
        _providers = new HashSet<string>(providers, ModelNameComparer.Instance);
        foreach (var model in own)
        {
            Add(new OwnModelPrices(model, list));
            _ = _providers.Add(model.Provider);
        }
    }

    /// <summary>The own models, by the order in which they were given.</summary>
    public List<OwnModelPrices> Own { get; } = [];

    /// <summary>The built-in catalogue.</summary>
    public PriceList List => _list;

    /// <summary>Finds a model and the price that holds at a time.</summary>
    /// <param name="model">A name, or PROVIDER/NAME.</param>
    /// <param name="pinnedProvider">The provider that the route names; null when the name decides.</param>
    /// <param name="at">When the price shall hold.</param>
    public Outcome<PricedModel> Resolve(string model, string? pinnedProvider, DateTimeOffset at)
    {
        // A name longer than this is nobody's; 512 bytes of stack instead of an array per call.
        Span<byte> bytes = stackalloc byte[LongestName];
        return Encoding.UTF8.TryGetBytes(model, bytes, out var length) ? Resolve(bytes[..length], pinnedProvider, at) : Unknown("that long");
    }

    /// <summary>The same for a name as it stands in a request.</summary>
    public Outcome<PricedModel> Resolve(ReadOnlySpan<byte> model, string? pinnedProvider, DateTimeOffset at)
    {
        if (model.IsEmpty || model.Length > LongestName)
        {
            return Unknown(model.IsEmpty ? "" : "that long");
        }

        return pinnedProvider is null ? ResolveName(model, at) : ResolvePinned(model, pinnedProvider, at);
    }

    /// <summary>The price of a listed model at a time, an override included.</summary>
    public PricedModel At(ListedModel model, DateTimeOffset at) =>
        _overrides.Count != 0 && _overrides.TryGetValue(model, out var own) ? own.At(at) : model.At(at);

    /// <summary>Where the price of a listed model comes from.</summary>
    public PriceOrigin Origin(ListedModel model) => _overrides.TryGetValue(model, out var own) ? own.Model.Origin : PriceOrigin.Catalog;

    /// <summary>Where the price of a resolved model comes from.</summary>
    public PriceOrigin Origin(PricedModel model) =>
        Own.Find(own => own.Model.Provider == model.Provider && own.Model.Name == model.Model)?.Model.Origin ?? PriceOrigin.Catalog;

    private void Add(OwnModelPrices model)
    {
        Own.Add(model);

        // A price set over the API changes what a model costs, never what a bare name means.
        if (model.Model.Origin == PriceOrigin.File)
        {
            foreach (var name in model.Model.Aliases.Prepend(model.Model.Name))
            {
                _ = _own.TryAdd(name, model);
            }
        }

        if (model.Model.IsOverride)
        {
            _ = _own.TryAdd($"{model.Model.Provider}/{model.Model.Name}", model);
            if (model.Listed is { } listed)
            {
                _ = _overrides.TryAdd(listed, model);
            }
        }
    }

    private Outcome<PricedModel> ResolveName(ReadOnlySpan<byte> name, DateTimeOffset at)
    {
        if (_own.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var own))
        {
            return own.At(at);
        }

        var slash = name.IndexOf((byte)'/');
        if (slash > 0 && _list.Provider(name[..slash])?.Find(name[(slash + 1)..]) is { } pinned)
        {
            return At(pinned, at);
        }

        if (_list.Named(name) is { } listings)
        {
            return Choose(listings) is { } chosen ? At(chosen, at) : Ambiguous(name, listings);
        }

        return slash > 0 ? ResolveUnlisted(name, slash, at) : Unknown(Encoding.UTF8.GetString(name));
    }

    private Outcome<PricedModel> ResolveUnlisted(ReadOnlySpan<byte> name, int slash, DateTimeOffset at)
    {
        if (_unlisted.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var known))
        {
            return known;
        }

        return IsProvider(name[..slash])
            ? Unlisted(Encoding.UTF8.GetString(name[..slash]), name[(slash + 1)..], at)
            : Unknown(Encoding.UTF8.GetString(name));
    }

    private Outcome<PricedModel> ResolvePinned(ReadOnlySpan<byte> name, string provider, DateTimeOffset at)
    {
        if (_own.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var own) && own.Model.Provider == provider)
        {
            return own.At(at);
        }

        var listed = _list.Provider(provider);
        if (listed?.Find(name) is { } model)
        {
            return At(model, at);
        }

        if (name.Length > provider.Length && name[provider.Length] == '/' && Ascii.Equals(name[..provider.Length], provider))
        {
            return ResolvePinned(name[(provider.Length + 1)..], provider, at);
        }

        return Unlisted(provider, name, at);
    }

    private bool IsProvider(ReadOnlySpan<byte> id) =>
        _list.Provider(id) is not null || _providers.GetAlternateLookup<ReadOnlySpan<byte>>().Contains(id);

    /// <summary>The maker's listing, else the only one.</summary>
    private static ListedModel? Choose(IReadOnlyList<ListedModel> listings)
    {
        ListedModel? made = null;
        for (var i = 0; i < listings.Count; i++)
        {
            if (listings[i].IsMade)
            {
                if (made is not null)
                {
                    return null;
                }

                made = listings[i];
            }
        }

        return made ?? (listings.Count == 1 ? listings[0] : null);
    }

    /// <summary>Names that nobody lists are remembered up to a number, so that a caller who makes names up cannot fill the memory.</summary>
    private PricedModel Unlisted(string provider, ReadOnlySpan<byte> name, DateTimeOffset at)
    {
        var model = Encoding.UTF8.GetString(name);
        var key = $"{provider}/{model}";
        if (_own.TryGetValue(key, out var own))
        {
            return own.At(at);
        }

        if (_unlisted.TryGetValue(key, out var known))
        {
            return known;
        }

        var priced = _list.Provider(provider) is { } listed ? listed.Unlisted with { Model = model, UpstreamModel = model } : UnknownModel.Of(provider, model);
        return _unlisted.Count < MostUnlisted ? _unlisted.GetOrAdd(key, priced) : priced;
    }

    private static Refusal Ambiguous(ReadOnlySpan<byte> name, IReadOnlyList<ListedModel> listings)
    {
        var text = Encoding.UTF8.GetString(name);
        return new Refusal(RefusalCode.ModelNotFound, $"Several providers offer '{text}': {string.Join(", ", listings.Select(listing => $"{listing.Provider}/{listing.Name}"))}.")
        {
            Help = "Ask for one of these names.",
            Step = "route",
            Parameter = "model",
        };
    }

    private Refusal Unknown(string name)
    {
        var near = NearNames.Of(name, _list, _own.Keys);
        return new Refusal(RefusalCode.ModelNotFound, near.Count == 0 ? $"No provider is known for the model '{name}'." : $"No provider is known for the model '{name}'. Near it: {string.Join(", ", near)}.")
        {
            Help = "`tollgate models list` shows the names; PROVIDER/MODEL names a model that is not listed.",
            Step = "route",
            Parameter = "model",
        };
    }
}
