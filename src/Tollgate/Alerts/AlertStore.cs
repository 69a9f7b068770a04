using System.Data.Common;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Storage;

namespace Tollgate.Alerts;

/// <summary>What people see of alerts, and taking them on.</summary>
internal sealed class AlertStore(DbDataSource source, AuditLog audit, TimeProvider time)
{
    private const string Columns =
        "id, organization_id, kind, severity, source_id, subject, title, raised_at, notified_at, recovered_at, acknowledged_at, acknowledged_by";

    private const string SelectPage =
        $"""
        select {Columns} from alert
        where organization_id = @organization and id < @before and (@all = 1 or recovered_at is null) and (@kind is null or kind = @kind)
        order by id desc limit @count
        """;

    private const string SelectOne = $"select {Columns} from alert where id = @id and organization_id = @organization";

    private const string SelectOpen = $"select {Columns} from alert where source_id = @source and recovered_at is null order by id";

    private const string SelectDeliveries =
        """
        select n.id, n.state, n.created_at, c.name, d.state, d.attempts, d.last_error, d.ended_at, d.next_at
        from alert_notice n left join alert_delivery d on d.notice_id = n.id left join alert_channel c on c.id = d.channel_id
        where n.alert_id = @id order by n.id, d.id
        """;

    private const string TakeOn =
        "update alert set acknowledged_at = @now, acknowledged_by = @by where id = @id and organization_id = @organization and acknowledged_at is null";

    /// <summary>A page of alerts, newest first.</summary>
    public async Task<IReadOnlyList<Alert>> ListAsync(Guid organizationId, Guid? before, bool isAll, AlertKind? kind, int count, CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectPage);
        select.Add("@organization", organizationId).Add("@before", before ?? Guid.AllBitsSet).Add("@all", isAll)
            .Add("@kind", kind is { } one ? AlertWords.Word(one) : null).Add("@count", count);
        return await ReadAsync(select, ct);
    }

    /// <summary>One alert.</summary>
    public async Task<Alert?> GetAsync(Guid organizationId, Guid id, CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectOne);
        var found = await ReadAsync(select.Add("@id", id).Add("@organization", organizationId), ct);
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>What is open for a source.</summary>
    public async Task<IReadOnlyList<Alert>> OpenAsync(Guid sourceId, CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectOpen);
        return await ReadAsync(select.Add("@source", sourceId), ct);
    }

    /// <summary>The notices of an alert and how they fared.</summary>
    public async Task<IReadOnlyList<DeliveryReply>> DeliveriesAsync(Guid id, CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectDeliveries);
        select.Add("@id", id);
        var rows = new List<DeliveryReply>();
        await using var reader = await select.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var isWaiting = reader.GetTextOrNull(4) == "waiting";
            rows.Add(new DeliveryReply(
                reader.GetId(0), reader.GetString(1), reader.GetTime(2), reader.GetTextOrNull(3), reader.GetTextOrNull(4), reader.GetNumberOrNull(5),
                reader.GetTextOrNull(6), reader.GetTimeOrNull(7), isWaiting ? reader.GetTimeOrNull(8) : null));
        }

        return rows;
    }

    /// <summary>Somebody takes an alert on: it is not reminded of any more. Twice is the same as once.</summary>
    public async Task AcknowledgeAsync(ApiCaller by, Guid id, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var take = connection.CreateCommand(TakeOn);
        take.Add("@now", time.GetUtcNow()).Add("@by", by.Name).Add("@id", id).Add("@organization", by.OrganizationId);
        if (await take.ExecuteNonQueryAsync(ct) > 0)
        {
            await audit.AppendAsync(connection, AuditEvent.By(by, "alert.acknowledge", "alert", id), ct);
        }

        await transaction.CommitAsync(ct);
    }

    private static async Task<List<Alert>> ReadAsync(DbCommand select, CancellationToken ct)
    {
        var alerts = new List<Alert>();
        await using var reader = await select.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            alerts.Add(new Alert(
                reader.GetId(0), reader.GetId(1), AlertWords.Read<AlertKind>(reader.GetString(2)), AlertWords.Read<AlertSeverity>(reader.GetString(3)), reader.GetId(4),
                reader.GetString(5), reader.GetString(6), reader.GetTime(7), reader.GetTime(8), reader.GetTimeOrNull(9), reader.GetTimeOrNull(10), reader.GetTextOrNull(11)));
        }

        return alerts;
    }
}
