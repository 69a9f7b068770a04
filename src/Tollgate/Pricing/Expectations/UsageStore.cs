using System.Data.Common;
using System.Text.Json;
using Tollgate.Pricing.Bounds;
using Tollgate.Storage;

namespace Tollgate.Pricing.Expectations;

/// <summary>Keeps over a restart what a <see cref="UsageMemory"/> learned. It is no truth about money: what is lost of it, is learned again.</summary>
internal sealed class UsageStore(DbDataSource source, TimeProvider time)
{
    // A prompt is in no provider's cache for longer than that, and hardly a session goes on.
    private static readonly TimeSpan SessionLife = TimeSpan.FromDays(1);

    private static readonly TimeSpan ProfileLife = TimeSpan.FromDays(90);

    // The ledger's writer waits for the same gate: a batch holds it for a millisecond or two.
    private const int Batch = 200;

    private const string SelectProfiles =
        "select organization_id, provider, model, agent, lessons from usage_profile order by saved_at desc limit @limit";

    private const string SelectSessions =
        "select key_id, session, provider, model, bytes, input, output from usage_session where saved_at >= @since order by saved_at desc limit @limit";

    private const string PutProfile =
        """
        insert into usage_profile (organization_id, provider, model, agent, lessons, saved_at) values (@organization, @provider, @model, @agent, @lessons, @at)
        on conflict (organization_id, provider, model, agent) do update set lessons = excluded.lessons, saved_at = excluded.saved_at
        """;

    private const string PutSession =
        """
        insert into usage_session (key_id, session, provider, model, bytes, input, output, saved_at) values (@key, @session, @provider, @model, @bytes, @input, @output, @at)
        on conflict (key_id, session, provider, model) do update set bytes = excluded.bytes, input = excluded.input, output = excluded.output, saved_at = excluded.saved_at
        """;

    private const string ForgetProfiles = "delete from usage_profile where saved_at < @before";
    private const string ForgetSessions = "delete from usage_session where saved_at < @before";

    /// <summary>Tells a memory what is kept.</summary>
    public async Task LoadAsync(UsageMemory memory, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var profiles = connection.CreateCommand(SelectProfiles);
        foreach (var (key, lessons) in await profiles.Add("@limit", UsageMemory.MostProfiles / 2).ReadRowsAsync(ReadProfile, ct))
        {
            memory.Recall(key, lessons);
        }

        await using var sessions = connection.CreateCommand(SelectSessions);
        _ = sessions.Add("@since", time.GetUtcNow() - SessionLife).Add("@limit", UsageMemory.MostSessions / 2);
        foreach (var (key, turn) in await sessions.ReadRowsAsync(ReadSession, ct))
        {
            memory.Recall(key, turn);
        }
    }

    /// <summary>Keeps what was learned after a lesson, and forgets what nobody has used for long.</summary>
    public async Task SaveAsync(UsageMemory memory, long since, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        foreach (var batch in memory.ProfilesSince(since).Chunk(Batch))
        {
            await PutAsync(PutProfile, batch, (command, profile) => command
                .Add("@organization", profile.Key.OrganizationId).Add("@provider", profile.Key.Provider).Add("@model", profile.Key.Model).Add("@agent", profile.Key.Agent)
                .Add("@lessons", JsonSerializer.Serialize(profile.Lessons, UsageJson.Default.UsageLessons)).Add("@at", now), ct);
        }

        foreach (var batch in memory.SessionsSince(since).Chunk(Batch))
        {
            await PutAsync(PutSession, batch, (command, session) => command
                .Add("@key", session.Key.KeyId).Add("@session", session.Key.Session).Add("@provider", session.Key.Provider).Add("@model", session.Key.Model)
                .Add("@bytes", session.Turn.Bytes).Add("@input", session.Turn.Input).Add("@output", session.Turn.Output).Add("@at", now), ct);
        }
    }

    /// <summary>Forgets what nobody has used for long.</summary>
    public async Task ForgetAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var profiles = connection.CreateCommand(ForgetProfiles);
        _ = await profiles.Add("@before", time.GetUtcNow() - ProfileLife).ExecuteNonQueryAsync(ct);
        await using var sessions = connection.CreateCommand(ForgetSessions);
        _ = await sessions.Add("@before", time.GetUtcNow() - SessionLife).ExecuteNonQueryAsync(ct);
    }

    private async Task PutAsync<T>(string sql, T[] rows, Func<DbCommand, T, DbCommand> bind, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var command = connection.CreateCommand(sql);
        foreach (var row in rows)
        {
            _ = await bind(command, row).ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    private static (ProfileKey Key, UsageLessons Lessons) ReadProfile(DbDataReader row) =>
        (new ProfileKey(row.GetId(0), row.GetString(1), row.GetString(2), row.GetString(3)), JsonSerializer.Deserialize(row.GetString(4), UsageJson.Default.UsageLessons)!);

    private static (SessionKey Key, SessionTurn Turn) ReadSession(DbDataReader row) =>
        (new SessionKey(row.GetId(0), row.GetString(1), row.GetString(2), row.GetString(3)), new SessionTurn(row.GetInt64(4), row.GetInt64(5), row.GetInt64(6)));
}
