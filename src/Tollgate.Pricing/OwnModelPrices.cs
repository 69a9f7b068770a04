using System.Globalization;
using Tollgate.Core;
using Tollgate.Pricing.Catalog;

namespace Tollgate.Pricing;

/// <summary>Prices an own model: its own price where it has one, else the catalogue's for the model behind it.</summary>
internal sealed class OwnModelPrices
{
    private readonly PricedModel? _own;
    private readonly ListedModel? _listed;
    private readonly OwnModel _model;
    private volatile PricedModel? _lastListed;
    private volatile PricedModel? _lastNamed;

    /// <summary>Prepares the prices.</summary>
    public OwnModelPrices(OwnModel model, PriceList list)
    {
        _model = model;
        var provider = list.Provider(model.Provider);
        _listed = provider?.Find(model.UpstreamModel);
        if (!model.Price.IsEmpty)
        {
            _own = Name(Behind(provider)) with
            {
                Price = new PriceRow(new ServiceRates(new Rates(model.Price), []))
                {
                    From = model.SetAt,
                    Source = model.Origin == PriceOrigin.File ? "tollgate.yaml" : "set over the API",
                    Dearest = provider?.Dearest,
                },
                Flags = LineFlags.None,
                CatalogVersion = model.Origin == PriceOrigin.File ? "file" : string.Create(CultureInfo.InvariantCulture, $"database@{model.SetAt.ToUnixMicros()}"),
            };
        }
        else if (_listed is null)
        {
            _own = Name(Behind(provider));
        }
    }

    /// <summary>What the entry says.</summary>
    public OwnModel Model => _model;

    /// <summary>The listed model behind the entry; null when there is none.</summary>
    public ListedModel? Listed => _listed;

    /// <summary>The price at a time.</summary>
    public PricedModel At(DateTimeOffset time)
    {
        if (_own is not null)
        {
            return _own;
        }

        var listed = _listed!.At(time);
        if (_lastNamed is not { } named || _lastListed != listed)
        {
            _lastNamed = named = Name(listed);
            _lastListed = listed;
        }

        return named;
    }

    private PricedModel Behind(ListedProvider? provider) => _listed?.Rows[^1] ?? provider?.Unlisted ?? UnknownModel.Of(_model.Provider, _model.UpstreamModel);

    private PricedModel Name(PricedModel behind) => behind with
    {
        Model = _model.Name,
        UpstreamModel = _model.UpstreamModel,
        Aliases = _model.Aliases,
        Traits = behind.Traits with
        {
            ContextWindow = _model.ContextWindow ?? behind.Traits.ContextWindow,
            MaxOutput = _model.MaxOutput ?? behind.Traits.MaxOutput,
            LimitField = _model.LimitField ?? behind.Traits.LimitField,
        },
    };
}
