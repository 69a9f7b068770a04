using Tollgate.Pricing.Discounts;

namespace Tollgate.Pricing;

/// <summary>Settings of the slice: what `models:` of tollgate.yaml says.</summary>
internal sealed record PricingOptions
{
    /// <summary>Own models by name.</summary>
    public IReadOnlyDictionary<string, ModelOptions> Models { get; init; } = new Dictionary<string, ModelOptions>();

    /// <summary>Discounts of tollgate.yaml.</summary>
    public IReadOnlyList<Discount> Discounts { get; init; } = [];

    /// <summary>The key whose signed catalogues may be installed (SubjectPublicKeyInfo); null: none may.</summary>
    public byte[]? CatalogKey { get; init; }

    /// <summary>Providers that tollgate.yaml or the database adds to the catalogue's, so that `PROVIDER/MODEL` knows them.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>The entries of <see cref="Models"/>, as models with a price.</summary>
    public IEnumerable<OwnModel> OwnModels() => Models.Select(entry => new OwnModel
    {
        Name = entry.Key,
        Provider = entry.Value.Provider,
        UpstreamModel = entry.Value.UpstreamModel ?? entry.Key,
        Aliases = entry.Value.Aliases,
        Price = OwnPrice.Read(entry.Value.PricePerMillion, entry.Value.PricePerUnit, (key, fault) => throw new FormatException($"models.{entry.Key}.{key} {fault}")),
        ContextWindow = entry.Value.ContextWindow,
        MaxOutput = entry.Value.MaxOutput,
        LimitField = entry.Value.LimitField,
        Origin = PriceOrigin.File,
    });

    /// <summary>Every fault of the settings, by full key: empty when they can be used.</summary>
    public IReadOnlyList<(string Key, string Fault)> Faults()
    {
        var faults = new List<(string, string)>();
        foreach (var (name, model) in Models)
        {
            var key = $"models.{name}";
            if (model.Provider.Length == 0)
            {
                faults.Add(($"{key}.provider", "is missing; name the provider that serves the model"));
            }

            if (model.LimitField is not (null or "max_tokens" or "max_completion_tokens"))
            {
                faults.Add(($"{key}.limit_field", "takes max_tokens or max_completion_tokens"));
            }

            OwnPrice.Read(model.PricePerMillion, model.PricePerUnit, (unit, fault) => faults.Add(($"{key}.{unit}", fault)));
        }

        return faults;
    }
}
