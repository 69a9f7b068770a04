using System.Globalization;
using System.Text.Json;

namespace Tollgate.Pricing.Catalog;

/// <summary>Reads the first line of a provider's file.</summary>
internal static class ProviderSheetReader
{
    /// <summary>Reads the line.</summary>
    public static ProviderSheet Read(ReadOnlyMemory<byte> line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var traits = new ModelTraits { Wishes = root.TryGetProperty("asked", out var asked) ? TraitsReader.ReadWishes(asked) : TierWishes.None };
        return new ProviderSheet
        {
            Provider = root.GetProperty("provider").GetString()!,
            IsMaker = root.TryGetProperty("maker", out var maker) && maker.GetBoolean(),
            Traits = root.TryGetProperty("traits", out var own) ? TraitsReader.ReadBounds(own, traits) : traits,
            Fees = PriceRowReader.ReadRates(root),
            Unlisted = root.TryGetProperty("unlisted", out var unlisted) ? PriceRowReader.ReadRates(unlisted) : null,
            Source = root.GetProperty("source").GetString()!,
            SourceDate = DateOnly.ParseExact(root.GetProperty("source_date").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }
}
