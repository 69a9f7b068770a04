using System.Data.Common;
using Microsoft.Extensions.Logging;
using Tollgate.Alerts.Delivery;
using Tollgate.Alerts.Notices;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Alerts;

/// <summary>
/// Where facts become alerts, each once: the database's unique key decides, whoever asks and however often. An alert, its notice and its
/// deliveries are one transaction; callbacks and the outbox hear of it after the commit.
/// </summary>
internal sealed class AlertDesk(DbDataSource source, OutboxStore outbox, AlertCallbacks callbacks, OutboxBell bell, AlertMetrics metrics, TimeProvider time, ILogger<AlertDesk> log)
{
    private const string Insert =
        """
        insert into alert (id, organization_id, kind, severity, once_key, source_id, subject, title, notified_at, raised_at)
        select @id, @organization, @kind, @severity, @once, @source, @subject, @title, @at, @at
        where @cools = 0
          or not exists (select 1 from alert o where o.source_id = @source and o.subject = @subject and (o.recovered_at is null or o.notified_at > @quiet_since))
        on conflict do nothing
        """;

    private const string Close =
        """
        update alert set recovered_at = @now where source_id = @source and subject = @subject and recovered_at is null and (@only is null or kind = @only)
        returning id, organization_id, kind, severity
        """;

    private const string CountOpen =
        "select count(*) from alert where source_id = @source and subject = @subject and recovered_at is null and (@only is null or kind = @only)";

    private const string SelectOpenSources = "select distinct source_id from alert where kind = @kind and recovered_at is null";

    private const string Remind =
        """
        update alert set notified_at = @now
        where source_id = @source and subject = @subject and recovered_at is null and acknowledged_at is null and notified_at <= @quiet_since
        returning id
        """;

    /// <summary>Raises an alert; false when it was raised before, or its source is cooling down.</summary>
    public async Task<bool> RaiseAsync(AlertFact fact, CancellationToken ct)
    {
        var id = Ids.New(time);
        var notice = fact.Notice(id, id, NoticeState.Raised);
        await using (var connection = await source.OpenConnectionAsync(ct))
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            if (await InsertAsync(connection, id, fact, ct) == 0)
            {
                return false;
            }

            await outbox.AddAsync(connection, notice, ct);
            await transaction.CommitAsync(ct);
        }

        Tell(notice);
        return true;
    }

    /// <summary>Says again that something still holds, when nobody was told for a cool-down and nobody has taken it on.</summary>
    public async Task<bool> RemindAsync(AlertFact fact, TimeSpan coolDown, CancellationToken ct)
    {
        AlertNotice notice;
        await using (var connection = await source.OpenConnectionAsync(ct))
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using var remind = connection.CreateCommand(Remind);
            remind.Add("@now", fact.At).Add("@source", fact.SourceId).Add("@subject", fact.Subject).Add("@quiet_since", fact.At - coolDown);
            if (await remind.ExecuteScalarAsync(ct) is not byte[] id)
            {
                return false;
            }

            notice = fact.Notice(Ids.New(time), Ids.FromBytes(id), NoticeState.Reminder);
            await outbox.AddAsync(connection, notice, ct);
            await transaction.CommitAsync(ct);
        }

        Tell(notice);
        return true;
    }

    /// <summary>Ends what is open for a source and a subject; one notice says so, if any of it mattered enough. False when nothing was open.</summary>
    public async Task<bool> RecoverAsync(AlertRecovery recovery, CancellationToken ct)
    {
        AlertNotice? notice = null;
        if (!await IsOpenAsync(recovery, ct))
        {
            return false;
        }

        await using (var connection = await source.OpenConnectionAsync(ct))
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var closed = await CloseAsync(connection, recovery, ct);
            if (closed.Count == 0)
            {
                return false;
            }

            var worst = closed.MaxBy(alert => alert.Severity);
            if (worst.Severity >= recovery.TellFrom)
            {
                notice = Notice(recovery, worst.Id, worst.OrganizationId, worst.Kind, worst.Severity);
                await outbox.AddAsync(connection, notice, ct);
            }

            await transaction.CommitAsync(ct);
        }

        if (notice is not null)
        {
            Tell(notice);
        }

        return true;
    }

    /// <summary>The sources with an open alert of a kind.</summary>
    public async Task<IReadOnlyList<Guid>> OpenSourcesAsync(AlertKind kind, CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectOpenSources);
        select.Add("@kind", AlertWords.Word(kind));
        var sources = new List<Guid>();
        await using var reader = await select.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            sources.Add(reader.GetId(0));
        }

        return sources;
    }

    private void Tell(AlertNotice notice)
    {
        AlertLog.Told(log, notice.AlertId, AlertWords.Word(notice.Type), AlertWords.Word(notice.State), notice.Title);
        metrics.Told(notice);
        callbacks.Tell(notice);
        bell.Ring();
    }

    private AlertNotice Notice(AlertRecovery recovery, Guid alertId, Guid organizationId, AlertKind kind, AlertSeverity severity) => new()
    {
        NoticeId = Ids.New(time),
        AlertId = alertId,
        OrganizationId = organizationId,
        Type = kind,
        State = NoticeState.Recovered,
        Severity = severity,
        Title = recovery.Title,
        Text = recovery.Text,
        At = time.GetUtcNow(),
        Budget = recovery.Budget,
        Metric = recovery.Metric,
    };

    private static async Task<int> InsertAsync(DbConnection connection, Guid id, AlertFact fact, CancellationToken ct)
    {
        await using var insert = connection.CreateCommand(Insert);
        insert.Add("@id", id).Add("@organization", fact.OrganizationId).Add("@kind", AlertWords.Word(fact.Kind)).Add("@severity", AlertWords.Word(fact.Severity))
            .Add("@once", fact.OnceKey).Add("@source", fact.SourceId).Add("@subject", fact.Subject).Add("@title", fact.Title).Add("@at", fact.At)
            .Add("@cools", fact.CoolDown is not null).Add("@quiet_since", fact.At - (fact.CoolDown ?? TimeSpan.Zero));
        return await insert.ExecuteNonQueryAsync(ct);
    }

    /// <summary>A plain read first: most of what is asked to be over was never open, and writers take turns.</summary>
    private async Task<bool> IsOpenAsync(AlertRecovery recovery, CancellationToken ct)
    {
        await using var count = source.CreateCommand(CountOpen);
        return await Bind(count, recovery).ExecuteScalarAsync(ct) is not 0L;
    }

    private static DbCommand Bind(DbCommand command, AlertRecovery recovery) =>
        command.Add("@source", recovery.SourceId).Add("@subject", recovery.Subject).Add("@only", recovery.Only is { } kind ? AlertWords.Word(kind) : null);

    private async Task<List<(Guid Id, Guid OrganizationId, AlertKind Kind, AlertSeverity Severity)>> CloseAsync(DbConnection connection, AlertRecovery recovery, CancellationToken ct)
    {
        await using var close = connection.CreateCommand(Close);
        Bind(close, recovery).Add("@now", time.GetUtcNow());
        var closed = new List<(Guid Id, Guid OrganizationId, AlertKind Kind, AlertSeverity Severity)>();
        await using var reader = await close.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            closed.Add((reader.GetId(0), reader.GetId(1), AlertWords.Read<AlertKind>(reader.GetString(2)), AlertWords.Read<AlertSeverity>(reader.GetString(3))));
        }

        return closed;
    }
}
