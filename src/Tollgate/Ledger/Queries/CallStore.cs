using System.Data.Common;
using System.Text;
using Tollgate.Api;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Ledger.Queries;

/// <summary>Reads calls, their attempts and their lines.</summary>
internal sealed class CallStore(DbDataSource source)
{
    private const string SelectCalls =
        """
        select r.id, r.started_at, r.ended_at, r.result, r.status, r.route, r.provider, r.model, r.deployment, r.model_asked, r.is_stream,
          r.key_id, r.key_name, r.team_name, r.principal_name, r.agent, r.session, r.user_hash, r.tags, r.cost_nanos, r.uncertain_nanos,
          r.saved_nanos, r.input_tokens, r.cache_read_tokens, r.cache_write_tokens, r.output_tokens, r.reasoning_tokens, r.attempts, r.flags,
          r.first_byte_micros, r.client_request_id, r.trace_id, r.refusal
        from request r
        """;

    private const string AfterCursor = " and (r.started_at, r.id) < (@cursor_at, @cursor_id)";
    private const string NewestFirst = " order by r.started_at desc, r.id desc limit @limit";

    private const string SelectOne = SelectCalls + " where r.id = @id and (r.organization_id = @organization or @is_operator = 1)";

    private const string SelectLines =
        """
        select attempt, kind, at, cost_nanos, uncertain_nanos, list_cost_nanos, bound_nanos, provider, model, deployment, purpose, result, status, flags,
          sent_at, first_byte_micros, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, usage_more,
          output_limit_asked, output_limit_sent, served_model, catalog_version, rates, terms, object_id, provider_cost, windows, reason
        from ledger_line where request_id = @id order by attempt, sequence
        """;

    private const string SelectUnsent =
        """
        select attempt, provider, model, deployment, purpose, result, started_at, ended_at
        from attempt_unsent where request_id = @id order by attempt
        """;

    private static readonly Unit[] UsageColumnUnits = [Unit.Input, Unit.CacheRead, Unit.CacheWrite5m, Unit.CacheWrite1h, Unit.Output, Unit.Reasoning];

    /// <summary>The newest calls that fit, a page at a time.</summary>
    public async Task<Page<CallView>> ListAsync(CallFilter filter, CallCursor? after, int limit, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = connection.CreateCommand();
        var sql = new StringBuilder(SelectCalls);
        CallConditions.Append(sql, command, filter);
        if (after is { } cursor)
        {
            sql.Append(AfterCursor);
            command.Add("@cursor_at", cursor.StartedAt).Add("@cursor_id", cursor.Id);
        }

        command.CommandText = sql.Append(NewestFirst).ToString();
        command.Add("@limit", limit + 1);
        var calls = await command.ReadRowsAsync(ReadCall, ct);
        if (calls.Count <= limit)
        {
            return new Page<CallView>(calls);
        }

        calls.RemoveAt(limit);
        return new Page<CallView>(calls, new CallCursor(calls[^1].StartedAt, calls[^1].RequestId).ToString());
    }

    /// <summary>One call with its attempts; null when there is none in the organization.</summary>
    public async Task<CallView?> FindAsync(Guid organizationId, bool isOperator, Guid requestId, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var call = await FindCallAsync(connection, organizationId, isOperator, requestId, ct);
        if (call is null)
        {
            return null;
        }

        var attempts = await ReadAttemptsAsync(connection, requestId, ct);
        return call with { Attempts = attempts, Usage = Sum(attempts) };
    }

    private static async Task<CallView?> FindCallAsync(DbConnection connection, Guid organizationId, bool isOperator, Guid requestId, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = SelectOne;
        command.Add("@id", requestId).Add("@organization", organizationId).Add("@is_operator", isOperator);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? ReadCall(reader) : null;
    }

    private static async Task<List<AttemptView>> ReadAttemptsAsync(DbConnection connection, Guid requestId, CancellationToken ct)
    {
        var attempts = new SortedDictionary<int, AttemptView>();
        await using (var lines = connection.CreateCommand())
        {
            lines.CommandText = SelectLines;
            await using var reader = await lines.Add("@id", requestId).ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                AddLine(attempts, reader);
            }
        }

        await using var unsent = connection.CreateCommand();
        unsent.CommandText = SelectUnsent;
        await using var rest = await unsent.Add("@id", requestId).ExecuteReaderAsync(ct);
        while (await rest.ReadAsync(ct))
        {
            attempts[rest.GetInt32(0)] = ReadUnsent(rest);
        }

        return [.. attempts.Values];
    }

    private static void AddLine(SortedDictionary<int, AttemptView> attempts, DbDataReader row)
    {
        var number = row.GetInt32(0);
        if (row.GetString(1) == "charge")
        {
            attempts[number] = ReadCharge(row);
            return;
        }

        if (attempts.TryGetValue(number, out var attempt))
        {
            var correction = new CorrectionView(row.GetString(1), row.GetTime(2), row.GetMoney(3), row.GetMoney(4), row.GetTextOrNull(32));
            attempts[number] = attempt with
            {
                CostUsd = attempt.CostUsd + correction.CostUsd,
                UncertainUsd = attempt.UncertainUsd + correction.UncertainUsd,
                Corrections = [.. attempt.Corrections ?? [], correction],
            };
        }
    }

    private static AttemptView ReadCharge(DbDataReader row) => ReadCharge(row, ReadUsage(row));

    private static AttemptView ReadCharge(DbDataReader row, in TokenUsage usage) => new()
    {
        Attempt = row.GetInt32(0),
        EndedAt = row.GetTime(2),
        CostUsd = row.GetMoney(3),
        UncertainUsd = row.GetMoney(4),
        ListCostUsd = row.GetMoney(5),
        BoundUsd = row.GetMoney(6),
        Provider = row.GetString(7),
        Model = row.GetString(8),
        Deployment = row.GetString(9),
        Purpose = row.GetString(10),
        Result = row.GetString(11),
        Status = row.GetInt32(12),
        Flags = Flags(row.GetInt64(13)),
        SentAt = row.GetTime(14),
        FirstByteMs = Milliseconds(row.GetNumberOrNull(15)),
        Usage = Buckets(usage),
        OutputLimitAsked = row.GetInt64(23) is > 0 and var asked ? asked : null,
        OutputLimitSent = row.GetInt64(24) is > 0 and var sent ? sent : null,
        ServedModel = row.GetTextOrNull(25),
        CatalogVersion = row.GetTextOrNull(26),
        Rates = row.GetTextOrNull(27),
        Terms = row.GetTextOrNull(28),
        CostParts = Queries.CostParts.Of(usage, row.GetTextOrNull(27), row.GetMoney(3)),
        ObjectId = row.GetTextOrNull(29),
        ProviderCostUsd = row.GetTextOrNull(30),
        BudgetWindows = row.IsDBNull(31) ? null : WindowList.FromBytes(row.GetBlob(31)),
    };

    private static AttemptView ReadUnsent(DbDataReader row) => new()
    {
        Attempt = row.GetInt32(0),
        Provider = row.GetString(1),
        Model = row.GetString(2),
        Deployment = row.GetString(3),
        Purpose = row.GetString(4),
        Result = row.GetString(5),
        SentAt = row.GetTime(6),
        EndedAt = row.GetTime(7),
        CostUsd = Money.Zero,
        UncertainUsd = Money.Zero,
    };

    private static TokenUsage ReadUsage(DbDataReader row)
    {
        var usage = default(TokenUsage);
        for (var i = 0; i < UsageColumnUnits.Length; i++)
        {
            usage[UsageColumnUnits[i]] = row.GetInt64(16 + i);
        }

        UsageColumns.AddMore(ref usage, row.GetTextOrNull(22));
        return usage;
    }

    private static Dictionary<string, long> Buckets(in TokenUsage usage)
    {
        var buckets = new Dictionary<string, long>();
        for (var i = 0; i < Units.Count; i++)
        {
            if (usage[(Unit)i] != 0)
            {
                buckets.Add(Units.Name((Unit)i), usage[(Unit)i]);
            }
        }

        return buckets;
    }

    private static Dictionary<string, long> Sum(IReadOnlyList<AttemptView> attempts)
    {
        var sum = new Dictionary<string, long>();
        foreach (var (name, amount) in attempts.SelectMany(attempt => attempt.Usage ?? new Dictionary<string, long>()))
        {
            sum[name] = sum.GetValueOrDefault(name) + amount;
        }

        return sum;
    }

    private static CallView ReadCall(DbDataReader row) => new()
    {
        RequestId = row.GetId(0),
        StartedAt = row.GetTime(1),
        EndedAt = row.GetTime(2),
        Result = row.GetString(3),
        Status = row.GetInt32(4),
        Route = row.GetString(5),
        Provider = row.GetTextOrNull(6),
        Model = row.GetTextOrNull(7),
        Deployment = row.GetTextOrNull(8),
        ModelAsked = row.GetTextOrNull(9),
        IsStream = row.GetFlag(10),
        KeyId = row.GetIdOrNull(11),
        Key = row.GetTextOrNull(12),
        Team = row.GetTextOrNull(13),
        Principal = row.GetTextOrNull(14),
        Agent = row.GetTextOrNull(15),
        Session = row.GetTextOrNull(16),
        User = row.GetTextOrNull(17),
        Tags = LedgerJsonText.Tags(row.GetTextOrNull(18)),
        CostUsd = row.GetMoney(19),
        UncertainUsd = row.GetMoney(20),
        SavedUsd = row.GetInt64(21) == 0 ? null : row.GetMoney(21),
        InputTokens = row.GetInt64(22),
        CacheReadTokens = row.GetInt64(23),
        CacheWriteTokens = row.GetInt64(24),
        OutputTokens = row.GetInt64(25),
        ReasoningTokens = row.GetInt64(26),
        AttemptCount = row.GetInt32(27),
        Flags = Flags(row.GetInt64(28)),
        DurationMs = (row.GetTime(2) - row.GetTime(1)).TotalMilliseconds,
        FirstByteMs = Milliseconds(row.GetNumberOrNull(29)),
        ClientRequestId = row.GetTextOrNull(30),
        TraceId = row.GetTextOrNull(31),
        Refusal = LedgerJsonText.Refusal(row.GetTextOrNull(32)),
    };

    private static IReadOnlyList<string>? Flags(long flags) => flags == 0 ? null : ((LineFlags)flags).Wire();

    private static double? Milliseconds(long? micros) => micros / 1000.0;
}
