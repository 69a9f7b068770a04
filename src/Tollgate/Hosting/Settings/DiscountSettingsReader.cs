using System.Globalization;
using Tollgate.Pricing;
using Tollgate.Pricing.Discounts;

namespace Tollgate.Hosting.Settings;

/// <summary>Reads `discounts:`.</summary>
internal static class DiscountSettingsReader
{
    private const string Day = "a day or a time, for example 2026-09-01";

    /// <summary>Reads what was agreed with providers.</summary>
    public static IReadOnlyList<Discount> Read(SettingsSection root)
    {
        var discounts = new List<Discount>();
        foreach (var (name, section) in root.Sections("discounts"))
        {
            if (One(name, section) is { } discount)
            {
                discounts.Add(discount);
            }

            section.End();
        }

        return discounts;
    }

    private static Discount? One(string name, SettingsSection section)
    {
        var provider = section.Text("provider", "The provider whose list price the discount is on.");
        var percent = section.Value("percent", "What is taken off, in percent.", 0m, "", "a number above 0 up to 100, with at most two decimals", text => (Discount.TryPercent(text, out var read), read));
        var from = section.Value("from", "First instant (UTC); always when left out.", DateTimeOffset.MinValue, "", Day, Time);
        var to = section.Value<DateTimeOffset?>("to", "The instant after the last one (UTC); open when left out.", null, "", Day, text => (Time(text).IsFine, Time(text).Value));
        var discount = new Discount
        {
            Name = name,
            Provider = provider ?? "",
            Account = section.Text("account", "The account (deployment) it is on; all of the provider's when left out."),
            Model = section.Text("model", "The model, or a prefix with an asterisk; all when left out."),
            Percent = percent,
            From = from,
            To = to,
            Origin = PriceOrigin.File,
        };
        return IsWhole(discount, section) ? discount : null;
    }

    private static bool IsWhole(Discount discount, SettingsSection section)
    {
        if (section.Line == 0)
        {
            return false;
        }

        if (discount.Provider.Length == 0)
        {
            section.Fault("provider", "A discount names its provider.");
        }

        if (discount.Percent == 0)
        {
            section.Fault("percent", "A discount says how many percent are taken off.");
        }

        if (discount.To <= discount.From)
        {
            section.Fault("to", "A discount ends after it begins.");
        }

        return discount.Provider.Length > 0 && discount.Percent > 0;
    }

    private static (bool IsFine, DateTimeOffset Value) Time(string text) =>
        (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time), time);
}
