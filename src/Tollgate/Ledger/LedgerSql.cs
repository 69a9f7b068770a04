namespace Tollgate.Ledger;

/// <summary>The statements that write the ledger. Parameters are set in the order in which they first appear.</summary>
internal static class LedgerSql
{
    /// <summary>Columns of `ledger_line`, in the order in which <see cref="LedgerBatch"/> sets them.</summary>
    public static readonly string[] LineColumns =
    [
        "request_id", "attempt", "kind", "organization_id", "at", "cost_nanos", "uncertain_nanos", "list_cost_nanos", "bound_nanos",
        "provider", "model", "deployment", "purpose", "result", "status", "flags", "sent_at", "first_byte_micros",
        "input_tokens", "output_tokens", "input", "cache_read", "cache_write_5m", "cache_write_1h", "output", "reasoning", "usage_more",
        "output_limit_asked", "output_limit_sent", "served_model", "catalog_version", "rates", "terms", "object_id", "provider_cost", "windows",
    ];

    /// <summary>Columns of `request` that a record gives; its sums come from the lines.</summary>
    public static readonly string[] RequestColumns =
    [
        "id", "organization_id", "team_id", "principal_id", "key_id", "agent_id", "started_at", "ended_at", "status", "result", "attempts",
        "saved_nanos", "flags", "route", "agent", "session", "provider", "model", "deployment", "team_name", "principal_name", "key_name",
        "is_stream", "first_byte_micros", "surface", "dialect", "model_asked", "user_hash", "client_request_id", "trace_id",
        "refusal_code", "tags", "refusal",
    ];

    public static readonly string[] TagColumns = ["request_id", "name", "value"];

    public static readonly string[] UnsentColumns =
        ["request_id", "attempt", "provider", "model", "deployment", "purpose", "result", "started_at", "ended_at"];

    /// <summary>Sums over the lines of a call that stand in its row of `request` too.</summary>
    public static readonly string[] SumColumns =
        ["cost_nanos", "uncertain_nanos", "input_tokens", "cache_read_tokens", "cache_write_tokens", "output_tokens", "reasoning_tokens"];

    /// <summary>One row by its values. Written as a selection, SQLite would keep a copy of every page it touches, in a file, to undo each single row.</summary>
    public static readonly string InsertLine =
        $"insert into ledger_line ({List(LineColumns, "")}) values ({List(LineColumns, "@")}) on conflict (request_id, attempt, kind) do nothing";

    /// <summary>An attempt that never reached its provider gets no line, not even from a replay that knows only its beginning.</summary>
    public const string FindUnsent = "select 1 from attempt_unsent where request_id = @request_id and attempt = @attempt";

    /// <summary>The row of a call whose only line was inserted just before, or that has none.</summary>
    public static readonly string InsertRequestOfOneLine =
        $"insert into request ({List([.. RequestColumns, .. SumColumns], "")}) values ({List([.. RequestColumns, .. SumColumns], "@")}) on conflict (id) do nothing";

    /// <summary>The sums are read from the lines that are there already: earlier attempts of the call, and the last one, inserted just before.</summary>
    public static readonly string InsertRequest =
        $"""
        insert into request ({List([.. RequestColumns, .. SumColumns], "")})
        select {List(RequestColumns, "@")},
          coalesce(sum(cost_nanos), 0), coalesce(sum(uncertain_nanos), 0),
          coalesce(sum(input_tokens), 0),
          coalesce(sum(cache_read), 0), coalesce(sum(cache_write_5m + cache_write_1h), 0),
          coalesce(sum(output_tokens), 0), coalesce(sum(reasoning), 0)
        from ledger_line where request_id = @id
        on conflict (id) do nothing
        """;

    public const string AddToRequest =
        """
        update request set
          cost_nanos = cost_nanos + @cost_nanos, uncertain_nanos = uncertain_nanos + @uncertain_nanos,
          input_tokens = input_tokens + @input_tokens, cache_read_tokens = cache_read_tokens + @cache_read_tokens,
          cache_write_tokens = cache_write_tokens + @cache_write_tokens, output_tokens = output_tokens + @output_tokens,
          reasoning_tokens = reasoning_tokens + @reasoning_tokens,
          attempts = case when attempts < @attempt then @attempt else attempts end
        where id = @request_id
        """;

    public static readonly string InsertTag =
        $"insert into request_tag ({List(TagColumns, "")}) values ({List(TagColumns, "@")}) on conflict (request_id, name) do nothing";

    public static readonly string InsertUnsent =
        $"insert into attempt_unsent ({List(UnsentColumns, "")}) values ({List(UnsentColumns, "@")}) on conflict (request_id, attempt) do nothing";

    private static string List(string[] columns, string prefix) => string.Join(", ", columns.Select(column => prefix + column));
}
