using System.Data.Common;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Ledger.Seals;
using Tollgate.Storage;

namespace Tollgate.Ledger;

/// <summary>
/// Adds what later proof says about an attempt: a provider's export, the retrieval of its object, an operator's word. Lines are never changed;
/// the difference is a line of its own, and the sinks see it in the same transaction.
/// </summary>
internal sealed class LedgerAdjuster(DbDataSource source, IEnumerable<LedgerSink> sinks, AuditLog audit, TimeProvider time)
{
    private const string SelectLines =
        """
        select kind, cost_nanos, uncertain_nanos, bound_nanos, windows
        from ledger_line where request_id = @request_id and attempt = @attempt and organization_id = @organization_id
        """;

    private const string InsertLine =
        """
        insert into ledger_line (request_id, attempt, kind, organization_id, at, cost_nanos, uncertain_nanos, list_cost_nanos, bound_nanos,
          provider, model, deployment, purpose, result, status, flags, sent_at, input_tokens, output_tokens, input, cache_read, cache_write_5m, cache_write_1h,
          output, reasoning, output_limit_asked, output_limit_sent, windows, reason)
        select request_id, attempt, @kind, organization_id, @at, @cost_nanos, @uncertain_nanos, 0, 0,
          provider, model, deployment, purpose, result, status, flags, sent_at, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, windows, @reason
        from ledger_line where request_id = @request_id and attempt = @attempt and kind = 'charge'
        """;

    private const string AddToRequest =
        "update request set cost_nanos = cost_nanos + @cost_nanos, uncertain_nanos = uncertain_nanos + @uncertain_nanos where id = @request_id";

    private readonly LedgerSink[] _sinks = [.. sinks];

    /// <summary>The attempt truly cost so much: the difference is charged or given back, and nothing about it is uncertain any more.</summary>
    /// <remarks>The organization is that of the audit event, which says who brought the proof.</remarks>
    public Task<Outcome<SettledLine>> AdjustAsync(AuditEvent by, Guid requestId, int attempt, Money trueCost, string reason, CancellationToken ct) =>
        CorrectAsync(by, requestId, attempt, LineKind.Adjustment, trueCost, reason, ct);

    /// <summary>What was uncertain about the attempt is not owed; its cost stands.</summary>
    public Task<Outcome<SettledLine>> ReleaseAsync(AuditEvent by, Guid requestId, int attempt, string reason, CancellationToken ct) =>
        CorrectAsync(by, requestId, attempt, LineKind.Release, null, reason, ct);

    private async Task<Outcome<SettledLine>> CorrectAsync(
        AuditEvent by, Guid requestId, int attempt, LineKind kind, Money? trueCost, string reason, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var found = await FindAsync(transaction, by.OrganizationId, requestId, attempt, kind, ct);
        if (found.IsRefused)
        {
            return found.Refusal;
        }

        var stands = found.Value;
        var line = stands with { Kind = kind, Cost = (trueCost ?? stands.Cost) - stands.Cost, Uncertain = -stands.Uncertain, At = time.GetUtcNow() };
        await RunAsync(transaction, InsertLine, line, reason, ct);
        await RunAsync(transaction, AddToRequest, line, null, ct);
        foreach (var sink in _sinks)
        {
            await sink(transaction, [line], ct);
        }

        await audit.AppendAsync(connection, await CorrectionPrint.AddToAsync(connection, by, line, ct), ct);
        await transaction.CommitAsync(ct);
        return line;
    }

    /// <summary>What stands for an attempt: the sums over its lines.</summary>
    private static async Task<Outcome<SettledLine>> FindAsync(
        DbTransaction transaction, Guid organizationId, Guid requestId, int attempt, LineKind kind, CancellationToken ct)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = SelectLines;
        command.Add("@request_id", requestId).Add("@attempt", attempt).Add("@organization_id", organizationId);
        var stands = default(SettledLine);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var (cost, uncertain) = (reader.GetMoney(1), reader.GetMoney(2));
            if (reader.GetString(0) == LineKinds.Wire(kind))
            {
                return new Refusal(RefusalCode.Conflict, $"Attempt {attempt} of this call has its {LineKinds.Wire(kind)} already.");
            }

            stands = stands is null
                ? new SettledLine(requestId, attempt, kind, organizationId, cost, uncertain, reader.GetMoney(3), WindowList.FromBytes(reader.GetBlobOrNull(4)), default)
                : stands with { Cost = stands.Cost + cost, Uncertain = stands.Uncertain + uncertain };
        }

        return stands is null ? new Refusal(RefusalCode.NotFound, "There is no such attempt with a ledger line.") : stands;
    }

    private static async Task RunAsync(DbTransaction transaction, string sql, SettledLine line, string? reason, CancellationToken ct)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.Add("@request_id", line.RequestId).Add("@cost_nanos", line.Cost).Add("@uncertain_nanos", line.Uncertain);
        if (reason is not null)
        {
            command.Add("@attempt", line.Attempt).Add("@kind", LineKinds.Wire(line.Kind)).Add("@at", line.At).Add("@reason", reason);
        }

        await command.ExecuteNonQueryAsync(ct);
    }
}
