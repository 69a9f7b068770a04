using System.Data.Common;
using System.Globalization;
using Tollgate.Core;
using Tollgate.Ledger.Records;

namespace Tollgate.Ledger;

/// <summary>Writes records into the tables, on one connection with prepared statements. Every statement can be repeated without effect.</summary>
internal sealed class LedgerBatch : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly BatchStatement _line;
    private readonly BatchStatement _request;
    private readonly BatchStatement _sums;
    private readonly BatchStatement _tag;
    private readonly BatchStatement _unsent;
    private readonly List<SettledLine> _lines = [];

    private LedgerBatch(DbConnection connection)
    {
        _connection = connection;
        _line = new BatchStatement(connection, LedgerSql.InsertLine, LedgerSql.LineColumns);
        _request = new BatchStatement(connection, LedgerSql.InsertRequest, LedgerSql.RequestColumns);
        _sums = new BatchStatement(connection, LedgerSql.AddToRequest, LedgerSql.SumColumns);
        _tag = new BatchStatement(connection, LedgerSql.InsertTag, LedgerSql.TagColumns);
        _unsent = new BatchStatement(connection, LedgerSql.InsertUnsent, LedgerSql.UnsentColumns);
    }

    public static async Task<LedgerBatch> OpenAsync(DbDataSource source, CancellationToken ct) => new(await source.OpenConnectionAsync(ct));

    /// <summary>Writes all records and lets the sinks take part, in one transaction; the lines that are new.</summary>
    public async Task<IReadOnlyList<SettledLine>> WriteAsync(IReadOnlyList<JournalRecord> records, IReadOnlyList<LedgerSink> sinks, CancellationToken ct)
    {
        _lines.Clear();
        await using var transaction = await _connection.BeginTransactionAsync(ct);
        for (var i = 0; i < records.Count; i++)
        {
            await WriteAsync(transaction, records[i], ct);
        }

        Failpoint.Hit(Failpoint.MidBatch);
        if (_lines.Count > 0)
        {
            for (var i = 0; i < sinks.Count; i++)
            {
                await sinks[i](transaction, _lines, ct);
            }
        }

        await transaction.CommitAsync(ct);
        return _lines;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _line.Dispose();
        _request.Dispose();
        _sums.Dispose();
        _tag.Dispose();
        _unsent.Dispose();
        await _connection.DisposeAsync();
    }

    private async Task WriteAsync(DbTransaction transaction, JournalRecord record, CancellationToken ct)
    {
        var isNewLine = record.HasSettled && await WriteAttemptAsync(transaction, record.Settled, ct);
        var isNewRequest = record.HasRequest && await WriteRequestAsync(transaction, record.Request, ct);
        if (isNewLine && !isNewRequest)
        {
            await AddToRequestAsync(transaction, record.Settled, ct);
        }
    }

    private async Task<bool> WriteAttemptAsync(DbTransaction transaction, SettledRecord settled, CancellationToken ct)
    {
        if (!settled.HasLine)
        {
            _ = await BindUnsent(settled).RunAsync(transaction, ct);
            return false;
        }

        if (await BindLine(settled).RunAsync(transaction, ct) == 0)
        {
            return false;
        }

        _lines.Add(new SettledLine(
            settled.Call.RequestId, settled.Attempt.Number, LineKind.Charge, settled.Call.OrganizationId, settled.Cost, settled.Uncertain,
            settled.Attempt.Bound, settled.Attempt.Windows, settled.EndedAt));
        return true;
    }

    private async Task<bool> WriteRequestAsync(DbTransaction transaction, RequestRecord request, CancellationToken ct)
    {
        var call = request.Call;
        if (await BindRequest(request).RunAsync(transaction, ct) == 0)
        {
            return false;
        }

        for (var i = 0; i < call.Tags.Count; i++)
        {
            _ = await _tag.With(call.OrganizationId).With(call.Tags[i].Key).With(call.Tags[i].Value).With(call.RequestId).RunAsync(transaction, ct);
        }

        return true;
    }

    private Task<int> AddToRequestAsync(DbTransaction transaction, SettledRecord settled, CancellationToken ct)
    {
        var usage = settled.Usage;
        return _sums.With(settled.Call.RequestId).With(settled.Cost).With(settled.Uncertain)
            .With(usage.TotalInput).With(usage[Unit.CacheRead]).With(usage[Unit.CacheWrite5m] + usage[Unit.CacheWrite1h])
            .With(usage.TotalOutput).With(usage[Unit.Reasoning]).With(settled.Attempt.Number)
            .RunAsync(transaction, ct);
    }

    private BatchStatement BindLine(in SettledRecord settled)
    {
        var (call, attempt, usage) = (settled.Call, settled.Attempt, settled.Usage);
        return _line.With(call.RequestId).With(attempt.Number).With("charge").With(call.OrganizationId).With(settled.EndedAt)
            .With(settled.Cost).With(settled.Uncertain).With(settled.ListCost).With(attempt.Bound)
            .With(attempt.Provider).With(attempt.Model).With(attempt.Deployment).With(attempt.Purpose.Wire()).With(settled.Result.Wire())
            .With(settled.Status).With((long)settled.Flags).With(attempt.SentAt).With(settled.FirstByte)
            .With(usage.TotalInput).With(usage.TotalOutput).With(usage[Unit.Input]).With(usage[Unit.CacheRead]).With(usage[Unit.CacheWrite5m]).With(usage[Unit.CacheWrite1h])
            .With(usage[Unit.Output]).With(usage[Unit.Reasoning]).With(UsageColumns.More(usage))
            .With(attempt.OutputLimitAsked).With(attempt.OutputLimitSent).With(settled.ServedModel).With(attempt.CatalogVersion)
            .With(settled.Rates).With(settled.Terms).With(settled.ObjectId)
            .With(settled.ProviderCost?.ToString(CultureInfo.InvariantCulture)).With(WindowList.ToBytes(attempt.Windows.Span));
    }

    private BatchStatement BindUnsent(in SettledRecord settled)
    {
        var attempt = settled.Attempt;
        return _unsent.With(settled.Call.RequestId).With(attempt.Number).With(attempt.Provider).With(attempt.Model).With(attempt.Deployment)
            .With(attempt.Purpose.Wire()).With(settled.Result.Wire()).With(attempt.SentAt).With(settled.EndedAt);
    }

    private BatchStatement BindRequest(in RequestRecord request)
    {
        var call = request.Call;
        return _request.With(call.RequestId).With(call.OrganizationId).WithOptional(call.TeamId).WithOptional(call.PrincipalId).WithOptional(call.KeyId)
            .WithOptional(call.AgentId).With(call.StartedAt).With(request.EndedAt).With(request.Status).With(request.Result.Wire()).With(request.Attempts)
            .With(request.Saved).With((long)request.Flags).With(call.Route).With(call.Agent).With(call.Session)
            .With(request.Provider).With(request.Model).With(request.Deployment).With(call.TeamName).With(call.PrincipalName).With(call.KeyName)
            .With(call.IsStream ? 1 : 0).With(request.FirstByte).With(SurfaceNames.Name(call.Surface)).With(SurfaceNames.Name(call.Dialect))
            .With(call.ModelAsked).With(call.UserHash).With(call.ClientRequestId).With(call.TraceId)
            .With(request.Refusal is { } refusal ? RefusalTable.Row(refusal.Code).Wire : null)
            .With(LedgerJsonText.Tags(call.Tags)).With(LedgerJsonText.Refusal(request.Refusal));
    }
}
