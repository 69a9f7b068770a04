using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Tollgate.Audit;
using Tollgate.Storage;

namespace Tollgate.Ledger.Seals;

/// <summary>
/// Holds the ledger against the seals in the audit log: every line and call that the writer added, every correction, and the sums of calls. Works on a
/// running gateway's database: what is added meanwhile is not looked at.
/// </summary>
internal sealed class LedgerProof(DbDataSource source)
{
    private const int Page = 5_000;

    private const string SelectEnds = "select coalesce((select max(sequence) from ledger_line where kind = 'charge'), 0), coalesce((select max(rowid) from request), 0)";
    private const string CountBefore = "select (select count(*) from ledger_line where kind = 'charge' and sequence <= @line) + (select count(*) from request where rowid <= @call)";

    private const string FindWrongSum =
        """
        select r.id from request r left join (
          select request_id, sum(cost_nanos) cost, sum(uncertain_nanos) uncertain, sum(input_tokens) input, sum(output_tokens) output, sum(cache_read) cache_read,
            sum(cache_write_5m + cache_write_1h) cache_write, sum(reasoning) reasoning from ledger_line group by request_id) l on l.request_id = r.id
        where r.rowid > @from and r.rowid <= @through and (r.cost_nanos <> coalesce(l.cost, 0) or r.uncertain_nanos <> coalesce(l.uncertain, 0)
          or r.input_tokens <> coalesce(l.input, 0) or r.output_tokens <> coalesce(l.output, 0) or r.cache_read_tokens <> coalesce(l.cache_read, 0)
          or r.cache_write_tokens <> coalesce(l.cache_write, 0) or r.reasoning_tokens <> coalesce(l.reasoning, 0))
        limit 1
        """;

    private static readonly string SelectLines =
        $"select {string.Join(", ", LedgerSql.LineColumns)}, sequence from ledger_line where kind = 'charge' and sequence > @from and sequence <= @through order by sequence limit @count";

    private static readonly string SelectCalls =
        $"select {string.Join(", ", LedgerSql.RequestColumns.Where(name => name != "attempts"))}, rowid from request where rowid > @from and rowid <= @through order by rowid limit @count";

    private long _proved;

    /// <summary>Checks all of it.</summary>
    public async Task<AuditPartReply> CheckAsync(CancellationToken ct)
    {
        _proved = 0;
        var (lastLine, lastCall) = await EndsAsync(ct);
        await using var connection = await source.OpenConnectionAsync(ct);
        var open = await OpenSeal.ReadAsync(connection, ct);
        OpenSeal? first = null;
        OpenSeal? before = null;
        await foreach (var row in new AuditReader(source).ReadAsync(new AuditFilter { Kind = OpenSeal.Action }, ct))
        {
            var place = row.Sequence.ToString(CultureInfo.InvariantCulture);
            if (OpenSeal.Parse(row.Event.Detail) is not { } seal)
            {
                return new AuditPartReply(false, _proved, 0, $"Row {place} of the log is a seal that cannot be read.");
            }

            if (await FaultAsync(seal, before, ct) is { } fault)
            {
                return new AuditPartReply(false, _proved, 0, $"{fault} Row {place} of the log says so.");
            }

            (first, before) = (first ?? seal, seal);
        }

        // A seal that was closed since it was read is among the rows of the log already.
        if (open is not null && (before is null || open.Lines.From >= before.Lines.Through && open.Calls.From >= before.Calls.Through))
        {
            if (await FaultAsync(open, before, ct) is { } fault)
            {
                return new AuditPartReply(false, _proved, 0, $"{fault} The open seal says so.");
            }

            (first, before) = (first ?? open, open);
        }

        return await JudgeAsync(first, before, lastLine, lastCall, ct);
    }

    private async Task<AuditPartReply> JudgeAsync(OpenSeal? first, OpenSeal? last, long lastLine, long lastCall, CancellationToken ct)
    {
        if (first is null || last is null)
        {
            return new AuditPartReply(true, 0, lastLine + lastCall, null);
        }

        var fault = lastLine > last.Lines.Through || lastCall > last.Calls.Through
            ? "There are lines or calls behind the last that the ledger's writer added: they were put in."
            : await WrongSumAsync(first.Calls.From, last.Calls.Through, ct) ?? await new CorrectionProof(source).FaultAsync(first.Lines.From, ct);
        return new AuditPartReply(fault is null, _proved, await CountAsync(first, ct), fault);
    }

    private async Task<string?> FaultAsync(OpenSeal seal, OpenSeal? before, CancellationToken ct)
    {
        if (before is not null && (seal.Lines.From != before.Lines.Through || seal.Calls.From != before.Calls.Through))
        {
            return $"Calls {seal.Calls} do not follow those that were sealed before.";
        }

        var lines = await ReadAsync(SelectLines, seal.Lines, ct);
        if (!seal.Lines.IsProvedBy(lines))
        {
            return Words("Ledger lines", seal.Lines, lines, seal);
        }

        var calls = await ReadAsync(SelectCalls, seal.Calls, ct);
        if (!seal.Calls.IsProvedBy(calls))
        {
            return Words("Calls", seal.Calls, calls, seal);
        }

        _proved += lines.Rows + calls.Rows;
        return null;
    }

    private static string Words(string what, SealSpan sealedOnes, SealSpan found, OpenSeal seal)
    {
        var difference = found.Rows - sealedOnes.Rows;
        var how = difference == 0 ? "at least one was altered" : difference < 0 ? $"{-difference} were removed" : $"{difference} were put in";
        return string.Create(CultureInfo.InvariantCulture, $"{what} {sealedOnes} (from {seal.OpenedAt:yyyy-MM-dd HH:mm:ss} UTC on) are not as they were written: {how}.");
    }

    private async Task<SealSpan> ReadAsync(string sql, SealSpan span, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var select = source.CreateCommand(sql);
        var (from, rows, read) = (span.From, 0L, 0L);
        do
        {
            select.Add("@from", from).Add("@through", span.Through).Add("@count", Page);
            (read, from) = await AppendAsync(select, hash, from, ct);
            rows += read;
        }
        while (read == Page);
        return span with { Rows = rows, Digest = Convert.ToHexStringLower(hash.GetHashAndReset()) };
    }

    private static async Task<(long Rows, long Last)> AppendAsync(DbCommand select, IncrementalHash hash, long last, CancellationToken ct)
    {
        await using var reader = await select.ExecuteReaderAsync(ct);
        var print = new RowPrint((1UL << (reader.FieldCount - 1)) - 1);
        var rows = 0L;
        while (await reader.ReadAsync(ct))
        {
            print.Clear();
            print.Add(reader);
            hash.AppendData(print.Bytes);
            last = reader.GetInt64(reader.FieldCount - 1);
            rows++;
        }

        return (rows, last);
    }

    private async Task<(long Line, long Call)> EndsAsync(CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectEnds);
        await using var reader = await select.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private async Task<long> CountAsync(OpenSeal first, CancellationToken ct)
    {
        await using var count = source.CreateCommand(CountBefore);
        return (long)(await count.Add("@line", first.Lines.From).Add("@call", first.Calls.From).ExecuteScalarAsync(ct))!;
    }

    private async Task<string?> WrongSumAsync(long from, long through, CancellationToken ct)
    {
        await using var find = source.CreateCommand(FindWrongSum);
        return await find.Add("@from", from).Add("@through", through).ExecuteScalarAsync(ct) is byte[] id
            ? $"The sums of call {new Guid(id, bigEndian: true)} are not those of its lines."
            : null;
    }
}
