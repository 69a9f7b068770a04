using Tollgate.Pricing.Catalog;

namespace Tollgate.Pricing;

/// <summary>Names like one that is not known, for the refusal's sentence; nothing is ever resolved by likeness.</summary>
internal static class NearNames
{
    private const int Most = 3;
    private const int ShortestSearch = 3;

    /// <summary>Up to three names: those that share the longest beginning.</summary>
    public static IReadOnlyList<string> Of(string name, PriceList list, IEnumerable<string> own)
    {
        if (name.Length < ShortestSearch)
        {
            return [];
        }

        return [.. own.Concat(list.Providers.SelectMany(provider => provider.Models).Where(model => model.IsMade).Select(model => model.Name))
            .Select(candidate => (candidate, Shared: Shared(candidate, name)))
            .Where(pair => pair.Shared >= ShortestSearch)
            .OrderByDescending(pair => pair.Shared).ThenBy(pair => pair.candidate.Length).ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Take(Most)
            .Select(pair => pair.candidate)];
    }

    private static int Shared(string left, string right) => left.AsSpan().CommonPrefixLength(right);
}
