namespace Tollgate.Pricing.Admin;

/// <summary>The models of a book in the order of provider and name, page by page.</summary>
internal sealed class ModelList(PriceBook book)
{
    /// <summary>One page.</summary>
    public IReadOnlyList<ModelReply> Page(string provider, string contains, string mode, string after, DateTimeOffset at, int limit, out string? next)
    {
        next = null;
        var page = new List<ModelReply>();
        foreach (var (key, price, origin) in Ordered(provider, contains, at))
        {
            if (string.CompareOrdinal(key, after) <= 0 || (mode.Length > 0 && price().Traits.Mode != mode))
            {
                continue;
            }

            if (page.Count == limit)
            {
                next = Key(page[^1]);
                break;
            }

            page.Add(ModelReply.Of(price(), origin));
        }

        return page;
    }

    private IEnumerable<(string Key, Func<PricedModel> Price, PriceOrigin Origin)> Ordered(string provider, string contains, DateTimeOffset at)
    {
        var own = book.Own.Where(model => model.Listed is null || !model.Model.IsOverride)
            .Select(model => (Key: $"{model.Model.Provider}/{model.Model.Name}", model.Model.Provider, model.Model.Name, Price: (Func<PricedModel>)(() => model.At(at)), model.Model.Origin));
        var listed = book.List.Providers.SelectMany(one => one.Models)
            .Select(model => (Key: $"{model.Provider}/{model.Name}", model.Provider, model.Name, Price: (Func<PricedModel>)(() => book.At(model, at)), Origin: book.Origin(model)));
        return own.Concat(listed)
            .Where(model => (provider.Length == 0 || model.Provider == provider) && model.Name.Contains(contains, StringComparison.OrdinalIgnoreCase))
            .OrderBy(model => model.Key, StringComparer.Ordinal)
            .Select(model => (model.Key, model.Price, model.Origin));
    }

    private static string Key(ModelReply model) => $"{model.Provider}/{model.Id}";
}
