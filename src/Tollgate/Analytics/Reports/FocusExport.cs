using System.Globalization;
using Tollgate.Analytics.Rollups;
using Tollgate.Analytics.Usage;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Analytics.Reports;

/// <summary>
/// Costs in the columns of FOCUS 1.0 (the FinOps Open Cost and Usage Specification): a row for each day, provider, model, team, key and set of tags.
/// BilledCost and EffectiveCost are what is owed; their sum is the total of the ledger.
/// </summary>
internal sealed class FocusExport(UsageStore store)
{
    private static readonly string[] Columns =
    [
        "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory", "ChargeClass", "ChargeDescription",
        "ChargeFrequency", "ChargePeriodEnd", "ChargePeriodStart", "ConsumedQuantity", "ConsumedUnit", "ContractedCost", "EffectiveCost", "InvoiceIssuerName", "ListCost", "PricingCategory",
        "PricingQuantity", "PricingUnit", "ProviderName", "PublisherName", "ResourceId", "ResourceName", "ResourceType", "ServiceCategory", "ServiceName", "SkuId", "SubAccountId",
        "SubAccountName", "Tags",
    ];

    private static readonly UsageDimension[] By = [.. new[] { "provider", "model", "team", "key" }.Select(name => UsageDimension.Find(name)!), UsageDimension.TagsObject];

    /// <summary>The table of a question's time.</summary>
    public async Task<CsvTable> MakeAsync(UsageQuestion question, string account, CancellationToken ct)
    {
        var table = new CsvTable(Columns);
        var days = question with { Step = TimeStep.Day, By = By };
        foreach (var row in (await store.AskAsync(days, ct)).Where(row => row.Sums[Measure.Cost] != 0 || row.Sums[Measure.InputTokens] + row.Sums[Measure.OutputTokens] > 0))
        {
            Add(table, days, row, account);
        }

        return table;
    }

    private static void Add(CsvTable table, UsageQuestion question, UsageRow row, string account)
    {
        var zone = question.Zone;
        var day = ZoneCalendar.Day(zone, row.At!.Value);
        var month = new DateOnly(day.Year, day.Month, 1);
        var (provider, model) = (row.Texts[0] ?? "", row.Texts[1] ?? "");
        var (cost, list) = (row.Sums.Cost, new Money(row.Sums[Measure.ListCost]));
        var tokens = (row.Sums[Measure.InputTokens] + row.Sums[Measure.OutputTokens]).ToString(CultureInfo.InvariantCulture);
        table.Add(
            cost.ToString(), question.OrganizationId?.ToString() ?? "", account, "USD", Text(ZoneCalendar.Start(zone, month.AddMonths(1))), Text(ZoneCalendar.Start(zone, month)),
            "Usage", "", $"Model usage of {model} at {provider}", "Usage-Based", Text(ZoneCalendar.Start(zone, day.AddDays(1))), Text(row.At.Value), tokens, "Tokens", cost.ToString(), cost.ToString(),
            provider, list.ToString(), "Standard", tokens, "Tokens", provider, provider, row.Values[3] ?? "", row.Texts[3] ?? "", "API key", "AI and Machine Learning", model, $"{provider}/{model}",
            row.Values[2] ?? "", row.Texts[2] ?? "", row.Values[4] ?? "{}");
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
