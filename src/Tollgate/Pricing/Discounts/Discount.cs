using System.Globalization;

namespace Tollgate.Pricing.Discounts;

/// <summary>What was agreed with a provider: so much less than the list price, on one account or all, between two dates.</summary>
internal sealed record Discount
{
    /// <summary>Its id; empty for one of tollgate.yaml.</summary>
    public Guid Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The provider, by its name here.</summary>
    public required string Provider { get; init; }

    /// <summary>The account (deployment) of the provider; null for all of them.</summary>
    public string? Account { get; init; }

    /// <summary>The model; a trailing asterisk takes a prefix, null takes all.</summary>
    public string? Model { get; init; }

    /// <summary>What is taken off, in percent: above 0, at most 100, with at most two decimals.</summary>
    public required decimal Percent { get; init; }

    /// <summary>First instant.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The instant after the last one; null while it is open.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Who set it.</summary>
    public required PriceOrigin Origin { get; init; }

    /// <summary>Whether it names what it is for more closely than another: an account before all, a model before a prefix before all.</summary>
    public int Closeness => (Account is null ? 0 : 1 << 20) + (Model is null ? 0 : Model.EndsWith('*') ? Model.Length : 1 << 16);

    /// <summary>Whether it holds for a model of its provider at a time, whatever the account.</summary>
    public bool Covers(PricedModel model, DateTimeOffset at) =>
        Provider == model.Provider && From <= at && (To is null || at < To) && (Model is null || IsModel(Model, model.Model) || IsModel(Model, model.UpstreamModel));

    /// <summary>Reads a percentage; false when it is none that can be given.</summary>
    public static bool TryPercent(string text, out decimal percent) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out percent)
        && percent is > 0 and <= 100 && percent == decimal.Round(percent, 2);

    private static bool IsModel(string pattern, string model) =>
        pattern.EndsWith('*') ? model.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal) : pattern == model;
}
