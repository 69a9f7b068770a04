using System.Globalization;

namespace Tollgate.Pricing.Discounts;

/// <summary>A discount over the admin API.</summary>
/// <param name="Id">Its id; absent for one of tollgate.yaml.</param>
/// <param name="Name">Its name.</param>
/// <param name="Provider">The provider.</param>
/// <param name="Account">The account; absent for all.</param>
/// <param name="Model">The model or prefix; absent for all.</param>
/// <param name="Percent">What is taken off, in percent.</param>
/// <param name="From">First instant; absent for always.</param>
/// <param name="To">The instant after the last one; absent while open.</param>
/// <param name="Origin">file or database.</param>
internal sealed record DiscountReply(
    Guid? Id, string Name, string Provider, string? Account, string? Model, string Percent, DateTimeOffset? From, DateTimeOffset? To, string Origin)
{
    /// <summary>Shows a discount.</summary>
    public static DiscountReply Of(Discount discount) => new(
        discount.Id == Guid.Empty ? null : discount.Id,
        discount.Name,
        discount.Provider,
        discount.Account,
        discount.Model,
        discount.Percent.ToString("0.##", CultureInfo.InvariantCulture),
        discount.From == DateTimeOffset.MinValue ? null : discount.From,
        discount.To,
        discount.Origin == PriceOrigin.File ? "file" : "database");
}
