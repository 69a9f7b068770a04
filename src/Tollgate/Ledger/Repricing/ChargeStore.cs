using System.Data.Common;
using System.Runtime.CompilerServices;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Ledger.Repricing;

/// <summary>Reads the charges of a period, one by one.</summary>
internal sealed class ChargeStore(DbDataSource source)
{
    private const string Select =
        """
        select provider, model, deployment, sent_at, flags, terms, cost_nanos, list_cost_nanos,
          input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, usage_more
        from ledger_line where kind = 'charge' and sent_at >= @from and sent_at < @to
        """;

    private const string OfOrganization = " and organization_id = @organization";

    private static readonly Unit[] Columns = [Unit.Input, Unit.CacheRead, Unit.CacheWrite5m, Unit.CacheWrite1h, Unit.Output, Unit.Reasoning];

    /// <summary>The charges, in no order.</summary>
    public async IAsyncEnumerable<PricedLine> ReadAsync(RepriceAsk ask, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = source.CreateCommand(ask.OrganizationId is null ? Select : Select + OfOrganization);
        command.Add("@from", ask.From).Add("@to", ask.To);
        if (ask.OrganizationId is { } organization)
        {
            command.Add("@organization", organization);
        }

        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            yield return new PricedLine(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetTime(3), (LineFlags)row.GetInt64(4), row.GetTextOrNull(5), Usage(row), row.GetMoney(6), row.GetMoney(7));
        }
    }

    private static TokenUsage Usage(DbDataReader row)
    {
        var usage = default(TokenUsage);
        for (var i = 0; i < Columns.Length; i++)
        {
            usage[Columns[i]] = row.GetInt64(8 + i);
        }

        UsageColumns.AddMore(ref usage, row.GetTextOrNull(14));
        return usage;
    }
}
