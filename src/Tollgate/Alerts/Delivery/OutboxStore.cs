using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Tollgate.Alerts.Channels;
using Tollgate.Alerts.Notices;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Alerts.Delivery;

/// <summary>The outbox in the database. A delivery is claimed before it is sent and ended after it arrived: at least once, whatever dies in between.</summary>
internal sealed class OutboxStore(DbDataSource source, TimeProvider time)
{
    private const string InsertNotice =
        "insert into alert_notice (id, alert_id, organization_id, state, body, created_at) values (@id, @alert, @organization, @state, @body, @now)";

    private const string SelectChannels =
        $"select {ChannelStore.Columns} from alert_channel c where c.organization_id = @organization and c.deleted_at is null and c.is_enabled = 1";

    private const string InsertDelivery =
        """
        insert into alert_delivery (id, notice_id, channel_id, state, attempts, next_at, created_at)
        values (@id, @notice, @channel, 'waiting', 0, @now, @now)
        """;

    private const string SelectDue =
        $"""
        select {ChannelStore.Columns}, d.id, d.notice_id, d.attempts, d.next_at, d.created_at, n.body
        from alert_delivery d join alert_notice n on n.id = d.notice_id join alert_channel c on c.id = d.channel_id
        where d.state = 'waiting' and d.next_at <= @now
        order by d.next_at, d.id limit @count
        """;

    private const string SelectNext = "select min(next_at) from alert_delivery where state = 'waiting'";

    private const string ClaimOne =
        "update alert_delivery set attempts = attempts + 1, next_at = @until where id = @id and state = 'waiting' and next_at = @seen";

    private const string EndOne = "update alert_delivery set state = @state, ended_at = @now, last_error = @error where id = @id and state = 'waiting'";
    private const string PutOff = "update alert_delivery set next_at = @next, last_error = @error where id = @id and state = 'waiting'";
    private const string CountWaiting = "select count(*) from alert_delivery where state = 'waiting'";
    private const string ForgetDeliveries = "delete from alert_delivery where state <> 'waiting' and ended_at < @before";

    private const string ForgetNotices =
        "delete from alert_notice where created_at < @before and not exists (select 1 from alert_delivery d where d.notice_id = alert_notice.id)";

    /// <summary>Puts a notice into the outbox, once for each channel that wants it, in the transaction of what it is about.</summary>
    public async Task AddAsync(DbConnection connection, AlertNotice notice, CancellationToken ct)
    {
        await using var insert = connection.CreateCommand(InsertNotice);
        insert.Add("@id", notice.NoticeId).Add("@alert", notice.AlertId).Add("@organization", notice.OrganizationId).Add("@state", AlertWords.Word(notice.State))
            .Add("@body", JsonSerializer.Serialize(notice, AlertJson.Default.AlertNotice)).Add("@now", time.GetUtcNow());
        await insert.ExecuteNonQueryAsync(ct);
        foreach (var channel in await ChannelsAsync(connection, notice.OrganizationId, ct))
        {
            if (channel.Wants(notice.Type, notice.Severity))
            {
                await using var delivery = connection.CreateCommand(InsertDelivery);
                await delivery.Add("@id", Ids.New(time)).Add("@notice", notice.NoticeId).Add("@channel", channel.Id).Add("@now", time.GetUtcNow()).ExecuteNonQueryAsync(ct);
            }
        }
    }

    /// <summary>What is due, the longest due first.</summary>
    public async Task<IReadOnlyList<Delivery>> DueAsync(int count, CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectDue);
        select.Add("@now", time.GetUtcNow()).Add("@count", count);
        var due = new List<Delivery>();
        await using var reader = await select.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            due.Add(new Delivery(
                reader.GetId(12), reader.GetId(13), (int)reader.GetInt64(14), reader.GetTime(15), reader.GetTime(16), reader.GetString(17), ChannelStore.Read(reader)));
        }

        return due;
    }

    /// <summary>When the next delivery is due; null when the outbox is empty.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectNext);
        return await select.ExecuteScalarAsync(ct) is long micros ? UnixTime.FromUnixMicros(micros) : null;
    }

    /// <summary>Takes a delivery for one attempt; false when somebody else has it. Should the process die, it is due again at the given time.</summary>
    public async Task<bool> ClaimAsync(Delivery delivery, DateTimeOffset until, CancellationToken ct)
    {
        await using var claim = source.CreateCommand(ClaimOne);
        return await claim.Add("@id", delivery.Id).Add("@seen", delivery.NextAt).Add("@until", until).ExecuteNonQueryAsync(ct) > 0;
    }

    /// <summary>Ends a delivery: it arrived, or is given up with a reason.</summary>
    public async Task EndAsync(Guid id, string? error, CancellationToken ct)
    {
        await using var end = source.CreateCommand(EndOne);
        await end.Add("@id", id).Add("@state", error is null ? "delivered" : "failed").Add("@now", time.GetUtcNow()).Add("@error", error).ExecuteNonQueryAsync(ct);
    }

    /// <summary>Puts a delivery off.</summary>
    public async Task PutOffAsync(Guid id, DateTimeOffset next, string error, CancellationToken ct)
    {
        await using var put = source.CreateCommand(PutOff);
        await put.Add("@id", id).Add("@next", next).Add("@error", error).ExecuteNonQueryAsync(ct);
    }

    /// <summary>How much waits.</summary>
    public async Task<long> WaitingAsync(CancellationToken ct)
    {
        await using var count = source.CreateCommand(CountWaiting);
        return Convert.ToInt64(await count.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
    }

    /// <summary>Forgets notices that are done with.</summary>
    public async Task ForgetAsync(DateTimeOffset before, CancellationToken ct)
    {
        foreach (var sql in new[] { ForgetDeliveries, ForgetNotices })
        {
            await using var forget = source.CreateCommand(sql);
            await forget.Add("@before", before).ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task<List<AlertChannel>> ChannelsAsync(DbConnection connection, Guid organizationId, CancellationToken ct)
    {
        await using var select = connection.CreateCommand(SelectChannels);
        select.Add("@organization", organizationId);
        var channels = new List<AlertChannel>();
        await using var reader = await select.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            channels.Add(ChannelStore.Read(reader));
        }

        return channels;
    }
}
