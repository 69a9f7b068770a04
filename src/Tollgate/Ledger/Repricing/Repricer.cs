using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Pricing.Discounts;

namespace Tollgate.Ledger.Repricing;

/// <summary>Prices the usage of past lines anew by the one pricing function. It reads; nothing in the ledger changes.</summary>
internal sealed class Repricer(ChargeStore charges, PriceCatalog catalog, DiscountDesk discounts, TimeProvider time)
{
    /// <summary>The report, or why the model that it asks for is none.</summary>
    public async Task<Outcome<RepriceReport>> ReportAsync(RepriceAsk ask, CancellationToken ct)
    {
        var book = catalog.Current;
        PricedModel? by = null;
        if (ask.Model is { } name)
        {
            var found = book.Resolve(name, null, ask.At ?? time.GetUtcNow());
            if (found.IsRefused)
            {
                return found.Refusal;
            }

            by = found.Value;
        }

        var rows = new Dictionary<(string, string), RepriceRow>();
        await foreach (var line in charges.ReadAsync(ask, ct))
        {
            if (!rows.TryGetValue((line.Provider, line.Model), out var row))
            {
                rows.Add((line.Provider, line.Model), row = new RepriceRow { Provider = line.Provider, Model = line.Model });
            }

            Add(row, line, Model(book, line, by, ask.At));
        }

        var total = new RepriceRow();
        foreach (var row in rows.Values)
        {
            total.Add(row);
        }

        return new RepriceReport(
            ask.From, ask.To, ask.At, by is null ? null : $"{by.Provider}/{by.Model}",
            [.. rows.Values.OrderByDescending(row => Math.Abs(row.DifferenceUsd.Nanos)).ThenBy(row => row.Provider, StringComparer.Ordinal).ThenBy(row => row.Model, StringComparer.Ordinal)], total);
    }

    /// <summary>What a line is priced by; null when no such model is known now.</summary>
    private PricedModel? Model(PriceBook book, in PricedLine line, PricedModel? by, DateTimeOffset? at)
    {
        var when = at ?? line.SentAt;
        if (by is not null)
        {
            var other = book.Resolve(by.Model, by.Provider, when);
            return other.IsRefused ? null : discounts.Current.ApplyLeast(other.Value, when);
        }

        var own = book.Resolve(line.Model, line.Provider, when);
        return own.IsRefused ? null : (line.Flags & LineFlags.Notional) != 0 ? own.Value : discounts.Current.Apply(own.Value, line.Deployment, when);
    }

    private static void Add(RepriceRow row, in PricedLine line, PricedModel? model)
    {
        row.Lines++;
        row.CostUsd += line.Cost;
        row.ListCostUsd += line.ListCost;
        row.EstimatedLines += (line.Flags & LineFlags.Estimated) != 0 ? 1 : 0;
        var (net, list) = (line.Cost, line.ListCost);
        if (model is { IsPriced: true })
        {
            var terms = TermsText.Read(line.Terms);
            var usage = model.Model == line.Model && model.Provider == line.Provider ? line.Usage : OnAnother(model, line.Usage);
            net = PriceFunction.Cost(model.Price, usage, terms);
            list = PriceFunction.Cost(model.Price.List, usage, terms);
        }
        else
        {
            row.UnpricedLines++;
        }

        row.RepricedUsd += net;
        row.RepricedListUsd += list;
    }

    /// <summary>A flat fee is the model's own; a usage of nothing cost nothing anywhere.</summary>
    private static TokenUsage OnAnother(PricedModel model, in TokenUsage usage)
    {
        var other = usage;
        other[Unit.Request] = 0;
        return other.IsEmpty ? other : model.WithFixedUnits(other);
    }
}
