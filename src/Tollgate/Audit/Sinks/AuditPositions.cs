using System.Data.Common;
using Tollgate.Storage;

namespace Tollgate.Audit.Sinks;

/// <summary>How far each follower of the log has come. What it has not yet been given stands in the log itself, so that nothing is lost with the process.</summary>
internal sealed class AuditPositions(DbDataSource source, TimeProvider time)
{
    private const string Select = "select name, sequence, moved_at, last_error from audit_position order by name";
    private const string Upsert =
        """
        insert into audit_position (name, sequence, moved_at, last_error) values (@name, @sequence, @now, null)
        on conflict (name) do update set sequence = @sequence, moved_at = @now, last_error = null
        """;

    private const string UpsertError =
        """
        insert into audit_position (name, sequence, moved_at, last_error) values (@name, 0, @now, @error)
        on conflict (name) do update set last_error = @error
        """;

    /// <summary>All of them.</summary>
    public async Task<IReadOnlyList<AuditPosition>> ListAsync(CancellationToken ct)
    {
        await using var select = source.CreateCommand(Select);
        return await select.ReadRowsAsync(static row => new AuditPosition(row.GetString(0), row.GetInt64(1), row.GetTime(2), row.GetTextOrNull(3)), ct);
    }

    /// <summary>One of them; null before it was first moved.</summary>
    public async Task<AuditPosition?> FindAsync(string name, CancellationToken ct) => (await ListAsync(ct)).FirstOrDefault(position => position.Name == name);

    /// <summary>Everything up to there has arrived.</summary>
    public async Task MoveAsync(string name, long sequence, CancellationToken ct)
    {
        await using var upsert = source.CreateCommand(Upsert);
        await upsert.Add("@name", name).Add("@sequence", sequence).Add("@now", time.GetUtcNow()).ExecuteNonQueryAsync(ct);
    }

    /// <summary>It did not arrive.</summary>
    public async Task FailAsync(string name, string error, CancellationToken ct)
    {
        await using var upsert = source.CreateCommand(UpsertError);
        await upsert.Add("@name", name).Add("@error", error).Add("@now", time.GetUtcNow()).ExecuteNonQueryAsync(ct);
    }
}
