using System.Data.Common;
using System.Text.Json;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Guards.Admin;
using Tollgate.Guards.Loops;
using Tollgate.Security;
using Tollgate.Storage;

namespace Tollgate.Guards.Policies;

/// <summary>The rules of organizations in the database. What is written here is in force at once.</summary>
internal sealed class GuardStore(DbDataSource source, GuardBook book, AuditLog audit)
{
    private const string Columns =
        "id, organization_id, name, scope, target, threats, sources, level, action, min_severity, min_confidence_percent, restores, same_calls, errors, spend_nanos, within_seconds, created_at, updated_at, details";

    private const string Upsert =
        $"""
        insert into guard_rule ({Columns})
        values (@id, @organization, @name, @scope, @target, @threats, @sources, @level, @action, @severity, @confidence, @restores, @same, @errors, @spend, @within, @created, @updated, @details)
        on conflict (id) do update set level = excluded.level, action = excluded.action, threats = excluded.threats, sources = excluded.sources,
          min_severity = excluded.min_severity, min_confidence_percent = excluded.min_confidence_percent, restores = excluded.restores,
          same_calls = excluded.same_calls, errors = excluded.errors, spend_nanos = excluded.spend_nanos, within_seconds = excluded.within_seconds, details = excluded.details, updated_at = excluded.updated_at
        on conflict do nothing
        """;

    private const string Delete = "delete from guard_rule where id = @id and organization_id = @organization";
    private const string SelectAll = $"select {Columns} from guard_rule order by id";

    /// <summary>Writes a rule, new or changed; false when another one has its name.</summary>
    public async Task<bool> SaveAsync(GuardRule rule, AuditEvent happened, CancellationToken ct)
    {
        var isSaved = await audit.ChangeAsync(happened, async connection =>
        {
            await using var command = connection.CreateCommand(Upsert);
            Bind(command, rule);
            return await command.ExecuteNonQueryAsync(ct) > 0;
        }, ct);
        await LoadAsync(ct);
        return isSaved;
    }

    /// <summary>Deletes a rule.</summary>
    public async Task DeleteAsync(GuardRule rule, AuditEvent happened, CancellationToken ct)
    {
        await audit.ChangeAsync(happened, async connection =>
        {
            await using var command = connection.CreateCommand(Delete);
            command.Add("@id", rule.Id).Add("@organization", rule.OrganizationId);
            return await command.ExecuteNonQueryAsync(ct) > 0;
        }, ct);
        await LoadAsync(ct);
    }

    /// <summary>Puts all rules in force, at the start and after a change.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectAll);
        book.Load(await command.ReadRowsAsync(Read, ct));
    }

    private static void Bind(DbCommand command, GuardRule rule) => command
        .Add("@id", rule.Id)
        .Add("@organization", rule.OrganizationId)
        .Add("@name", rule.Name)
        .Add("@scope", GuardWords.Word(rule.Scope))
        .Add("@target", rule.Target)
        .Add("@threats", string.Join(' ', rule.Threats.Select(GuardWords.Word)))
        .Add("@sources", string.Join(' ', rule.Sources.Select(GuardWords.Word)))
        .Add("@level", GuardWords.Word(rule.Level))
        .Add("@action", GuardWords.Word(rule.Action))
        .Add("@severity", GuardWords.Word(rule.MinSeverity))
        .Add("@confidence", (long)Math.Round(rule.MinConfidence * 100))
        .Add("@restores", rule.Restore)
        .Add("@same", (long)rule.Loops.SameCalls)
        .Add("@errors", (long)rule.Loops.Errors)
        .Add("@spend", rule.Loops.Spend?.Nanos)
        .Add("@within", (long)rule.Loops.Within.TotalSeconds)
        .Add("@details", JsonSerializer.Serialize(rule.Details, GuardJson.Default.GuardDetails))
        .Add("@created", rule.CreatedAt)
        .Add("@updated", rule.UpdatedAt);

    private static GuardRule Read(DbDataReader row) => new()
    {
        Id = row.GetId(0),
        OrganizationId = row.GetId(1),
        Name = row.GetString(2),
        Scope = GuardWords.Read<GuardScope>(row.GetString(3)),
        Target = row.GetString(4),
        Threats = [.. row.GetString(5).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(GuardWords.Read<GuardThreat>)],
        Sources = [.. row.GetString(6).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(GuardWords.Read<Source>)],
        Level = GuardWords.Read<GuardLevel>(row.GetString(7)),
        Action = GuardWords.Read<GuardAction>(row.GetString(8)),
        MinSeverity = GuardWords.Read<Severity>(row.GetString(9)),
        MinConfidence = row.GetInt64(10) / 100.0,
        Restore = row.GetFlag(11),
        Loops = new LoopBounds((int)row.GetInt64(12), (int)row.GetInt64(13), row.IsDBNull(14) ? null : new Money(row.GetInt64(14)), TimeSpan.FromSeconds(row.GetInt64(15))),
        Origin = GuardOrigin.Database,
        CreatedAt = row.GetTime(16),
        UpdatedAt = row.GetTime(17),
        Details = JsonSerializer.Deserialize(row.GetString(18), GuardJson.Default.GuardDetails)!,
    };
}
