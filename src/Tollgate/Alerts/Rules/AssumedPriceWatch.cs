using System.Data.Common;
using System.Globalization;
using Tollgate.Alerts.Notices;
using Tollgate.Storage;

namespace Tollgate.Alerts.Rules;

/// <summary>
/// Follows the ledger for lines with an assumed price (CONTRACT 6) and alerts once a day per model. How far it has come is kept, so nothing is
/// missed and the request path pays nothing.
/// </summary>
internal sealed class AssumedPriceWatch(DbDataSource source, AlertSources sources, AlertDesk desk)
{
    private const string Mark = "assumed_price";
    private const string SelectMark = "select sequence from alert_mark where name = @name";
    private const string WriteMark = "insert into alert_mark (name, sequence) values (@name, @sequence) on conflict (name) do update set sequence = excluded.sequence";

    /// <summary>Looks at the lines that are new.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var before = await ReadAsync(ct);
        var (last, prices) = await sources.AssumedPrices(before, ct);
        foreach (var price in prices)
        {
            await desk.RaiseAsync(Fact(price), ct);
        }

        if (last > before)
        {
            await using var write = source.CreateCommand(WriteMark);
            await write.Add("@name", Mark).Add("@sequence", last).ExecuteNonQueryAsync(ct);
        }
    }

    private async Task<long> ReadAsync(CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectMark);
        return await select.Add("@name", Mark).ExecuteScalarAsync(ct) is long sequence ? sequence : 0;
    }

    private static AlertFact Fact(AssumedPrice price)
    {
        var model = $"{price.Provider}/{price.Model}";
        var day = price.LastAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new AlertFact
        {
            OrganizationId = price.OrganizationId,
            Kind = AlertKind.AssumedPrice,
            Severity = AlertSeverity.Warning,
            OnceKey = $"assumed_price/{price.OrganizationId}/{model}/{day}",
            SourceId = price.OrganizationId,
            Subject = model,
            Title = $"Model '{model}' has no listed price",
            Text = $"{price.Lines} calls of '{model}' were billed at the provider's dearest rates (${price.Cost}). `tollgate models price {price.Model} --input … --output …` sets its own.",
            At = price.LastAt,
            Metric = new MetricReading { Name = "assumed_cost_usd", Subject = model, Value = price.Cost.ToString(), Calls = price.Lines },
        };
    }
}
