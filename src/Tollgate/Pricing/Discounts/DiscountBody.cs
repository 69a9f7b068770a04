using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Pricing.Discounts;

/// <summary>The body of POST /api/discounts.</summary>
internal sealed record DiscountBody
{
    private const int LongestText = 200;

    /// <summary>Its name; made of provider, account and model when left out.</summary>
    public string? Name { get; init; }

    /// <summary>The provider.</summary>
    public string? Provider { get; init; }

    /// <summary>The account of the provider; all of them when left out.</summary>
    public string? Account { get; init; }

    /// <summary>The model, or a prefix with an asterisk; all when left out.</summary>
    public string? Model { get; init; }

    /// <summary>What is taken off, in percent, as a decimal string.</summary>
    public string? Percent { get; init; }

    /// <summary>First instant; now when left out.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The instant after the last one; open when left out.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The discount this body asks for, or what is wrong with it.</summary>
    public Outcome<Discount> Read(Guid id, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(Provider))
        {
            return ApiReply.Invalid("provider", "'provider' says whose price the discount is on.");
        }

        if (Percent is null || !Discount.TryPercent(Percent, out var percent))
        {
            return ApiReply.Invalid("percent", "'percent' takes what is taken off as a decimal string above 0 and up to 100, with at most two decimals, for example \"12.5\".");
        }

        var from = From ?? now;
        if (To <= from)
        {
            return ApiReply.Invalid("to", "'to' must be after 'from'.");
        }

        var name = Name ?? string.Join('/', new[] { Provider, Account, Model }.Where(part => part is not null));
        return new[] { name, Provider, Account, Model }.Any(text => text?.Length is 0 or > LongestText)
            ? ApiReply.Invalid("name", "'name', 'provider', 'account' and 'model' take 1 to 200 characters.")
            : new Discount { Id = id, Name = name, Provider = Provider, Account = Account, Model = Model, Percent = percent, From = from, To = To, Origin = PriceOrigin.Database };
    }
}
