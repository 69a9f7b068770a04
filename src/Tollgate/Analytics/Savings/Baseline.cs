using System.Data.Common;
using Tollgate.Analytics.Rollups;
using Tollgate.Analytics.Usage;
using Tollgate.Core;
using Tollgate.Ledger;
using Tollgate.Pricing;
using Tollgate.Storage;

namespace Tollgate.Analytics.Savings;

/// <summary>Prices past usage again at another model: a report, never a change. Reads every line of the time.</summary>
internal sealed class Baseline(DbDataSource source, PriceCatalog prices)
{
    private const string Select =
        $"""
        select {LineRow.Columns}, {CallRow.Columns}, l.sent_at, l.input, l.output, l.usage_more
        from request r join ledger_line l on l.request_id = r.id where r.started_at >= @from and r.started_at < @to
        """;

    private const int AfterCall = LineRow.ColumnCount + CallRow.ColumnCount;

    /// <summary>Every line of a question at a model; refused when the model has no price.</summary>
    public async Task<Outcome<BaselineReply>> PriceAsync(UsageQuestion question, string model, CancellationToken ct)
    {
        var known = prices.Current.Resolve(model, null, question.From);
        if (known.IsRefused || !known.Value.IsPriced)
        {
            return known.Refusal ?? new Refusal(RefusalCode.InvalidRequest, $"No price of '{model}' is known.") { Parameter = "baseline" };
        }

        await using var connection = await source.OpenConnectionAsync(ct);
        await using var select = connection.CreateCommand(question.OrganizationId is null ? Select : $"{Select} and r.organization_id = @organization");
        select.Add("@from", question.From).Add("@to", question.To);
        _ = question.OrganizationId is { } organization ? select.Add("@organization", organization) : select;
        var (lines, baseline, actual, savings) = (0L, Money.Zero, Money.Zero, new CacheSavings());
        await using var row = await select.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var line = LineRow.Read(row, 0, savings);
            if (!question.Filter.Takes(CallRow.Read(row, LineRow.ColumnCount).Group.SpentAt(line.Provider, line.Model, line.Deployment)))
            {
                continue;
            }

            actual += line.Sums.Cost;
            if (line.IsCharge)
            {
                lines++;
                baseline += Price(row, model);
            }
        }

        var saved = baseline - actual;
        return new BaselineReply(model, lines, baseline, actual, saved, UsageView.Percent(saved, baseline));
    }

    private Money Price(DbDataReader row, string model)
    {
        var usage = default(TokenUsage);
        usage[Unit.Input] = row.GetInt64(AfterCall + 1);
        usage[Unit.CacheRead] = row.GetInt64(9);
        usage[Unit.CacheWrite5m] = row.GetInt64(10);
        usage[Unit.CacheWrite1h] = row.GetInt64(11);
        usage[Unit.Output] = row.GetInt64(AfterCall + 2);
        usage[Unit.Reasoning] = row.GetInt64(13);
        UsageColumns.AddMore(ref usage, row.GetTextOrNull(AfterCall + 3));
        var priced = prices.Current.Resolve(model, null, row.GetTime(AfterCall)).Value!;
        return usage.IsEmpty ? Money.Zero : PriceFunction.Cost(priced.Price, priced.WithFixedUnits(usage), default);
    }
}
