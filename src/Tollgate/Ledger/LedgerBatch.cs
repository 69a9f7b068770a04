using System.Data.Common;
using System.Globalization;
using Tollgate.Core;
using Tollgate.Ledger.Records;
using Tollgate.Ledger.Seals;
using Tollgate.Storage;

namespace Tollgate.Ledger;

/// <summary>Writes records into the tables, on one connection with prepared statements. Every statement can be repeated without effect.</summary>
internal sealed class LedgerBatch : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly LedgerSeal? _seal;
    private readonly RowStatement _line;
    private readonly RowStatement _request;
    private readonly RowStatement _requestOfOneLine;
    private readonly RowStatement _findUnsent;
    private readonly RowStatement _sums;
    private readonly RowStatement _tag;
    private readonly RowStatement _unsent;
    private readonly List<SettledLine> _lines = [];
    private readonly List<NewRow> _rows = [];

    private LedgerBatch(DbConnection connection, LedgerSeals? seals)
    {
        _connection = connection;
        _seal = seals is null ? null : new LedgerSeal(seals);
        _line = new RowStatement(connection, LedgerSql.InsertLine, _seal?.Line);
        _request = new RowStatement(connection, LedgerSql.InsertRequest, _seal?.Call);
        _requestOfOneLine = new RowStatement(connection, LedgerSql.InsertRequestOfOneLine, _seal?.Call);
        _findUnsent = new RowStatement(connection, LedgerSql.FindUnsent);
        _sums = new RowStatement(connection, LedgerSql.AddToRequest);
        _tag = new RowStatement(connection, LedgerSql.InsertTag);
        _unsent = new RowStatement(connection, LedgerSql.InsertUnsent);
    }

    /// <summary>What the last batch brought.</summary>
    public IReadOnlyList<NewRow> Rows => _rows;

    public static async Task<LedgerBatch> OpenAsync(DbDataSource source, CancellationToken ct, LedgerSeals? seals = null) => new(await source.OpenConnectionAsync(ct), seals);

    /// <summary>Writes all records and lets the sinks take part, in one transaction; the lines that are new.</summary>
    public async Task<IReadOnlyList<SettledLine>> WriteAsync(IReadOnlyList<JournalRecord> records, IReadOnlyList<LedgerSink> sinks, CancellationToken ct)
    {
        _lines.Clear();
        _rows.Clear();
        await using var transaction = await _connection.BeginTransactionAsync(ct);
        await (_seal?.OpenAsync(_connection, ct) ?? Task.CompletedTask);
        for (var i = 0; i < records.Count; i++)
        {
            Write(records[i]);
        }

        Failpoint.Hit(Failpoint.MidBatch);
        if (_lines.Count > 0)
        {
            for (var i = 0; i < sinks.Count; i++)
            {
                await sinks[i](transaction, _lines, ct);
            }
        }

        await (_seal?.EndAsync(_connection, ct) ?? Task.CompletedTask);
        await transaction.CommitAsync(ct);
        return _lines;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _seal?.Dispose();
        _line.Dispose();
        _request.Dispose();
        _requestOfOneLine.Dispose();
        _findUnsent.Dispose();
        _sums.Dispose();
        _tag.Dispose();
        _unsent.Dispose();
        await _connection.DisposeAsync();
    }

    private void Write(JournalRecord record)
    {
        var line = record.HasSettled ? WriteAttempt(record.Settled) : 0;
        var request = record.HasRequest ? WriteRequest(record, line != 0) : 0;
        if (line != 0 && request == 0)
        {
            AddToRequest(record.Settled);
        }

        if ((line | request) != 0)
        {
            _rows.Add(new NewRow(record, request, line));
        }
    }

    /// <summary>The place of the new line; 0 when there is none.</summary>
    private long WriteAttempt(in SettledRecord settled)
    {
        if (!settled.HasLine)
        {
            _ = BindUnsent(settled).Run();
            return 0;
        }

        _seal?.Line.Clear();
        if (_findUnsent.With(settled.Call.RequestId).With(settled.Attempt.Number).Finds() || BindLine(settled).Run() == 0)
        {
            return 0;
        }

        var line = _line.LastRow;
        _seal?.AddLine(line);
        _lines.Add(new SettledLine(
            settled.Call.RequestId, settled.Attempt.Number, LineKind.Charge, settled.Call.OrganizationId, settled.Cost, settled.Uncertain,
            settled.Attempt.Bound, settled.Attempt.Windows, settled.EndedAt)
        {
            Made = settled.Made.Count == 0 ? null : new MadeObjects(settled.Attempt.Provider, settled.Attempt.Deployment, settled.Call.KeyId, settled.Made),
        });
        return line;
    }

    /// <summary>The number of the new row; 0 when there is none.</summary>
    private long WriteRequest(JournalRecord record, bool isNewLine)
    {
        var call = record.Request.Call;
        _seal?.Call.Clear();
        var isOneLine = isNewLine && record.Request.Attempts == 1 && record.Settled.Attempt.Number == 1;
        var row = isOneLine ? BindSums(BindRequest(_requestOfOneLine, record.Request), record.Settled) : BindRequest(_request, record.Request);
        if (row.Run() == 0)
        {
            return 0;
        }

        var number = row.LastRow;
        _seal?.AddCall(number);
        for (var i = 0; i < call.Tags.Count; i++)
        {
            _ = _tag.With(call.RequestId).With(call.Tags[i].Key).With(call.Tags[i].Value).Run();
        }

        return number;
    }

    private void AddToRequest(in SettledRecord settled) =>
        _ = BindSums(_sums, settled).With(settled.Attempt.Number).With(settled.Call.RequestId).Run();

    private static RowStatement BindSums(RowStatement row, in SettledRecord settled)
    {
        var usage = settled.Usage;
        return row.With(settled.Cost).With(settled.Uncertain)
            .With(usage.TotalInput).With(usage[Unit.CacheRead]).With(usage[Unit.CacheWrite5m] + usage[Unit.CacheWrite1h])
            .With(usage.TotalOutput).With(usage[Unit.Reasoning]);
    }

    private RowStatement BindLine(in SettledRecord settled)
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

    private RowStatement BindUnsent(in SettledRecord settled)
    {
        var attempt = settled.Attempt;
        return _unsent.With(settled.Call.RequestId).With(attempt.Number).With(attempt.Provider).With(attempt.Model).With(attempt.Deployment)
            .With(attempt.Purpose.Wire()).With(settled.Result.Wire()).With(attempt.SentAt).With(settled.EndedAt);
    }

    private static RowStatement BindRequest(RowStatement row, in RequestRecord request)
    {
        var call = request.Call;
        return row.With(call.RequestId).With(call.OrganizationId).WithOptional(call.TeamId).WithOptional(call.PrincipalId).WithOptional(call.KeyId)
            .WithOptional(call.AgentId).With(call.StartedAt).With(request.EndedAt).With(request.Status).With(request.Result.Wire()).With(request.Attempts)
            .With(request.Saved).With((long)request.Flags).With(call.Route).With(call.Agent).With(call.Session)
            .With(request.Provider).With(request.Model).With(request.Deployment).With(call.TeamName).With(call.PrincipalName).With(call.KeyName)
            .With(call.IsStream ? 1 : 0).With(request.FirstByte).With(SurfaceNames.Name(call.Surface)).With(SurfaceNames.Name(call.Dialect))
            .With(call.ModelAsked).With(call.UserHash).With(call.ClientRequestId).With(call.TraceId)
            .With(request.Refusal is { } refusal ? RefusalTable.Row(refusal.Code).Wire : null)
            .With(LedgerJsonText.Tags(call.Tags)).With(LedgerJsonText.Refusal(request.Refusal));
    }
}
