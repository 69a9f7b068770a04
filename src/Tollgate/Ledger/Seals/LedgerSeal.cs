using System.Data.Common;
using Tollgate.Audit;
using Tollgate.Storage;

namespace Tollgate.Ledger.Seals;

/// <summary>
/// A digest over the rows that the ledger's writer adds, kept in the transaction that adds them: whoever alters, removes or puts in a row later is found.
/// It costs one pass of SHA-256 over a call's values, behind the line. An hour's seal, or a process's, becomes one row of the audit log and so part of its chain.
/// </summary>
internal sealed class LedgerSeal(LedgerSeals seals) : IDisposable
{
    /// <summary>Of a call everything but the number of its attempts and its sums, which its lines prove.</summary>
    private static readonly ulong CallColumns = LedgerSql.RequestColumns.Select((name, place) => name == "attempts" ? 0UL : 1UL << place).Aggregate((left, right) => left | right);

    private const string SelectEnds = "select coalesce((select max(sequence) from ledger_line where kind = 'charge'), 0), coalesce((select max(rowid) from request), 0)";
    private const string Upsert =
        """
        insert into ledger_seal (id, opened_at, note, lines_from, lines_through, lines, lines_digest, calls_from, calls_through, calls, calls_digest)
        values (1, @at, @note, @lines_from, @lines_through, @lines, @lines_digest, @calls_from, @calls_through, @calls, @calls_digest)
        on conflict (id) do update set opened_at = @at, note = @note, lines_from = @lines_from, lines_through = @lines_through, lines = @lines,
          lines_digest = @lines_digest, calls_from = @calls_from, calls_through = @calls_through, calls = @calls, calls_digest = @calls_digest
        """;

    private readonly RunningSpan _lines = new();
    private readonly RunningSpan _calls = new();
    private DbCommand? _upsert;
    private DateTimeOffset _openedAt;
    private bool _isOpen;
    private bool _isReplay;
    private long _saved;

    /// <summary>Takes what a line's statement binds.</summary>
    public RowPrint Line { get; } = new();

    /// <summary>Takes what a call's statement binds.</summary>
    public RowPrint Call { get; } = new(CallColumns);

    /// <summary>In the transaction, before its first row: what an earlier writer left open is closed, and this one begins behind it.</summary>
    public async Task OpenAsync(DbConnection connection, CancellationToken ct)
    {
        if (_isOpen && _isReplay == seals.IsReplay)
        {
            return;
        }

        var earlier = await OpenSeal.ReadAsync(connection, ct);
        if (earlier is { Rows: > 0 })
        {
            await CloseAsync(connection, earlier, ct);
        }

        var (line, call) = earlier is null ? await EndsAsync(connection, ct) : (earlier.Lines.Through, earlier.Calls.Through);
        Begin(line, call);
        await SaveAsync(connection, ct);
        _isOpen = true;
    }

    /// <summary>The line whose values were bound last is in the database.</summary>
    public void AddLine(long place)
    {
        _lines.Add(Line, place);
        Line.Clear();
    }

    /// <summary>The call whose values were bound last is in the database.</summary>
    public void AddCall(long place)
    {
        _calls.Add(Call, place);
        Call.Clear();
    }

    /// <summary>In the transaction, behind its last row.</summary>
    public async Task EndAsync(DbConnection connection, CancellationToken ct)
    {
        if (_lines.Rows + _calls.Rows == _saved)
        {
            return;
        }

        await SaveAsync(connection, ct);
        if (_calls.Rows >= LedgerSeals.MostCalls || seals.Time.GetUtcNow() - _openedAt >= LedgerSeals.Longest)
        {
            await CloseAsync(connection, (await OpenSeal.ReadAsync(connection, ct))!, ct);
            Begin(_lines.Through, _calls.Through);
            await SaveAsync(connection, ct);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _upsert?.Dispose();
        _lines.Dispose();
        _calls.Dispose();
    }

    private void Begin(long line, long call)
    {
        _lines.Begin(line);
        _calls.Begin(call);
        (_openedAt, _isReplay) = (seals.Time.GetUtcNow(), seals.IsReplay);
    }

    private async Task SaveAsync(DbConnection connection, CancellationToken ct)
    {
        _upsert ??= connection.CreateCommand(Upsert);
        _upsert.Add("@at", _openedAt).Add("@note", _isReplay ? "" : seals.Note)
            .Add("@lines_from", _lines.From).Add("@lines_through", _lines.Through).Add("@lines", _lines.Rows).Add("@lines_digest", _lines.Digest())
            .Add("@calls_from", _calls.From).Add("@calls_through", _calls.Through).Add("@calls", _calls.Rows).Add("@calls_digest", _calls.Digest());
        await _upsert.ExecuteNonQueryAsync(ct);
        _saved = _lines.Rows + _calls.Rows;
    }

    private async Task CloseAsync(DbConnection connection, OpenSeal seal, CancellationToken ct)
    {
        var happened = new AuditEvent(Guid.Empty, Guid.Empty, "ledger", OpenSeal.Action, "ledger", seal.Calls.ToString(), seal.ToJson(seals.Time.GetUtcNow())) { IsOurs = true };
        await seals.Audit.AppendAsync(connection, happened, ct);
    }

    private static async Task<(long Line, long Call)> EndsAsync(DbConnection connection, CancellationToken ct)
    {
        await using var select = connection.CreateCommand(SelectEnds);
        await using var reader = await select.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
