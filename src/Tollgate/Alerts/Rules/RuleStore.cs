using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Alerts.Rules;

/// <summary>Rules in the database.</summary>
internal sealed class RuleStore(DbDataSource source, AuditLog audit, TimeProvider time)
{
    private const string Columns =
        "id, organization_id, name, kind, each_of, target, threshold, over_seconds, least_calls, least_nanos, cool_down_seconds, severity, is_enabled, created_at, updated_at, origin";

    private const string Insert =
        $"""
        insert into alert_rule ({Columns})
        values (@id, @organization, @name, @kind, @each, @target, @threshold, @over, @calls, @cost, @cool_down, @severity, @enabled, @created, @updated, @origin)
        on conflict do nothing
        """;

    private const string Change =
        """
        update alert_rule set name = @name, each_of = @each, target = @target, threshold = @threshold, over_seconds = @over, least_calls = @calls, least_nanos = @cost,
          cool_down_seconds = @cool_down, severity = @severity, is_enabled = @enabled, origin = @origin, updated_at = @updated
        where id = @id and organization_id = @organization and deleted_at is null
          and not exists (select 1 from alert_rule o where o.organization_id = @organization and o.name = @name and o.deleted_at is null and o.id <> @id)
        """;

    private const string Remove = "update alert_rule set deleted_at = @now where id = @id and organization_id = @organization and deleted_at is null";
    private const string CloseAlerts = "update alert set recovered_at = @now where source_id = @id and recovered_at is null";
    private const string SelectAll = $"select {Columns} from alert_rule where deleted_at is null order by id";
    private const string SelectPage = $"select {Columns} from alert_rule where organization_id = @organization and deleted_at is null and id > @after order by id limit @count";
    private const string SelectOne = $"select {Columns} from alert_rule where id = @id and organization_id = @organization and deleted_at is null";

    /// <summary>Makes a rule.</summary>
    public Task<Outcome<AlertRule>> CreateAsync(ApiCaller by, AlertRule rule, CancellationToken ct) => WriteAsync(by, rule, Insert, "alert_rule.create", ct);

    /// <summary>Changes a rule; one that is switched off ends its alerts in silence.</summary>
    public Task<Outcome<AlertRule>> UpdateAsync(ApiCaller by, AlertRule rule, CancellationToken ct) =>
        WriteAsync(by, rule with { UpdatedAt = time.GetUtcNow() }, Change, "alert_rule.update", ct);

    /// <summary>Deletes a rule; its alerts end in silence.</summary>
    public async Task DeleteAsync(ApiCaller by, AlertRule rule, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var remove = connection.CreateCommand(Remove);
        await remove.Add("@now", time.GetUtcNow()).Add("@id", rule.Id).Add("@organization", rule.OrganizationId).ExecuteNonQueryAsync(ct);
        await CloseAsync(connection, rule, ct);
        await audit.AppendAsync(connection, Event(by, rule, "alert_rule.delete"), ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>One rule of an organization.</summary>
    public async Task<AlertRule?> GetAsync(Guid organizationId, Guid id, CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectOne);
        var found = await ReadAsync(select.Add("@id", id).Add("@organization", organizationId), ct);
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>An organization's rules in the order they were made.</summary>
    public async Task<IReadOnlyList<AlertRule>> ListAsync(Guid organizationId, Guid after, int count, CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectPage);
        return await ReadAsync(select.Add("@organization", organizationId).Add("@after", after).Add("@count", count), ct);
    }

    /// <summary>Every rule of every organization.</summary>
    public async Task<IReadOnlyList<AlertRule>> AllAsync(CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectAll);
        return await ReadAsync(select, ct);
    }

    private async Task<Outcome<AlertRule>> WriteAsync(ApiCaller by, AlertRule rule, string sql, string action, CancellationToken ct)
    {
        if (RuleRules.Check(rule) is { } fault)
        {
            return fault;
        }

        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var command = connection.CreateCommand(sql);
        Bind(command, rule);
        if (await command.ExecuteNonQueryAsync(ct) == 0)
        {
            return new Refusal(RefusalCode.Conflict, $"A rule named '{rule.Name}' exists already.") { Parameter = "name" };
        }

        if (!rule.IsEnabled)
        {
            await CloseAsync(connection, rule, ct);
        }

        await audit.AppendAsync(connection, Event(by, rule, action), ct);
        await transaction.CommitAsync(ct);
        return rule;
    }

    private async Task CloseAsync(DbConnection connection, AlertRule rule, CancellationToken ct)
    {
        await using var close = connection.CreateCommand(CloseAlerts);
        await close.Add("@now", time.GetUtcNow()).Add("@id", rule.Id).ExecuteNonQueryAsync(ct);
    }

    private static AuditEvent Event(ApiCaller by, AlertRule rule, string action)
    {
        var detail = $$"""{"name":"{{JsonEncodedText.Encode(rule.Name)}}","kind":"{{AlertWords.Word(rule.Kind)}}","threshold":"{{rule.Threshold.ToString(CultureInfo.InvariantCulture)}}","enabled":{{(rule.IsEnabled ? "true" : "false")}}}""";
        return AuditEvent.By(by, action, "alert_rule", rule.Id, detail);
    }

    private static void Bind(DbCommand command, AlertRule rule) => command
        .Add("@id", rule.Id)
        .Add("@organization", rule.OrganizationId)
        .Add("@name", rule.Name)
        .Add("@kind", AlertWords.Word(rule.Kind))
        .Add("@each", AlertWords.Word(rule.Each))
        .Add("@target", rule.Target)
        .Add("@threshold", rule.Threshold.ToString(CultureInfo.InvariantCulture))
        .Add("@over", (long)rule.Over.TotalSeconds)
        .Add("@calls", rule.LeastCalls)
        .Add("@cost", rule.LeastCost)
        .Add("@cool_down", (long)rule.CoolDown.TotalSeconds)
        .Add("@severity", AlertWords.Word(rule.Severity))
        .Add("@enabled", rule.IsEnabled)
        .Add("@created", rule.CreatedAt)
        .Add("@updated", rule.UpdatedAt)
        .Add("@origin", AlertWords.Word(rule.Origin));

    private static async Task<List<AlertRule>> ReadAsync(DbCommand select, CancellationToken ct)
    {
        var rules = new List<AlertRule>();
        await using var reader = await select.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rules.Add(Read(reader));
        }

        return rules;
    }

    private static AlertRule Read(DbDataReader row) => new()
    {
        Id = row.GetId(0),
        OrganizationId = row.GetId(1),
        Name = row.GetString(2),
        Kind = AlertWords.Read<AlertKind>(row.GetString(3)),
        Each = AlertWords.Read<RuleEach>(row.GetString(4)),
        Target = row.GetString(5),
        Threshold = decimal.Parse(row.GetString(6), CultureInfo.InvariantCulture),
        Over = TimeSpan.FromSeconds(row.GetInt64(7)),
        LeastCalls = row.GetInt64(8),
        LeastCost = row.GetMoney(9),
        CoolDown = TimeSpan.FromSeconds(row.GetInt64(10)),
        Severity = AlertWords.Read<AlertSeverity>(row.GetString(11)),
        IsEnabled = row.GetFlag(12),
        CreatedAt = row.GetTime(13),
        UpdatedAt = row.GetTime(14),
        Origin = AlertWords.Read<RuleOrigin>(row.GetString(15)),
    };
}
