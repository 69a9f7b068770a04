using System.Data.Common;
using Tollgate.Alerts;
using Tollgate.Storage;

namespace Tollgate.Budgets;

/// <summary>
/// Goes over the windows in the database and raises what nobody announced: because the channel from the till was full, the process was killed,
/// or the database was away. Only the sweep notes how far a window has come: a mark set by an announcement would hide one that was lost before it.
/// Ends the alerts of windows that are over, and of limits that were raised.
/// </summary>
internal sealed class BudgetSweep(DbDataSource source, BudgetBook book, WindowStore windows, BudgetAlarms alarms, BudgetOptions options, TimeProvider time)
{
    private const string Columns =
        """
        select w.id, w.budget_id, w.subject, w.starts_at, w.ends_at, w.limit_nanos, w.settled_nanos + w.suspended_nanos, w.announced_percent, w.closed_at
        from budget_window w join budget b on b.id = w.budget_id
        where w.alerts_ended_at is null
        """;

    private const string SelectUnended =
        $"""
        {Columns}
          and (w.closed_at is not null or w.ends_at <= @now or b.deleted_at is not null
            or (w.settled_nanos + w.suspended_nanos) / w.limit_nanos * 100
              + (w.settled_nanos + w.suspended_nanos) % w.limit_nanos * 100 / w.limit_nanos > w.announced_percent)
        order by w.id
        """;

    private const string SelectOne = $"{Columns} and w.id = @id";

    private const string End = "update budget_window set alerts_ended_at = @now where id = @id";

    /// <summary>Calls settle into the window they were reserved in, also when it is over: so long it is still looked at.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);

    /// <summary>One sweep.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var budgets = book.Budgets.ToDictionary(budget => budget.Id);
        foreach (var window in await UnendedAsync(ct))
        {
            if (budgets.TryGetValue(window.BudgetId, out var budget))
            {
                await SweepAsync(budget, window, ct);
            }
            else
            {
                await alarms.DropAsync(window.Id, window.Subject, ct);
                await EndAsync(window.Id, ct);
            }
        }

        foreach (var breached in await alarms.BreachedAsync(ct))
        {
            await RecoverAsync(budgets, breached, ct);
        }
    }

    /// <summary>A breach is over in mid-window when the limit was raised, or money came back.</summary>
    private async Task RecoverAsync(Dictionary<Guid, Budget> budgets, Guid windowId, CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectOne);
        foreach (var window in await ReadAsync(select.Add("@id", windowId), ct))
        {
            if (!window.HasReached(100) && budgets.TryGetValue(window.BudgetId, out var budget))
            {
                await alarms.RecoverAsync(window.Alert(budget, 0, time.GetUtcNow()), AlertKind.BudgetBreach, "Its limit was raised, or money came back.", ct);
            }
        }
    }

    private async Task SweepAsync(Budget budget, UnendedWindow window, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var announced = window.Announced;
        foreach (var threshold in BudgetThresholds.Of(budget, options))
        {
            if (threshold > window.Announced && window.HasReached(threshold))
            {
                await alarms.RaiseAsync(window.Alert(budget, threshold, now), ct);
                announced = threshold;
            }
        }

        if (announced > window.Announced)
        {
            await windows.AnnouncedAsync(window.Id, announced, ct);
        }

        if (window.OverAt is { } overAt)
        {
            await EndAsync(budget, window, announced, now, now - overAt > Late, ct);
        }
    }

    private async Task EndAsync(Budget budget, UnendedWindow window, int announced, DateTimeOffset now, bool isFinal, CancellationToken ct)
    {
        if (announced > 0)
        {
            await alarms.RecoverAsync(window.Alert(budget, 0, now), null, "Its window has ended, and the next has begun.", ct);
        }

        if (isFinal)
        {
            await EndAsync(window.Id, ct);
        }
    }

    private async Task EndAsync(Guid windowId, CancellationToken ct)
    {
        await using var end = source.CreateCommand(End);
        await end.Add("@now", time.GetUtcNow()).Add("@id", windowId).ExecuteNonQueryAsync(ct);
    }

    private async Task<List<UnendedWindow>> UnendedAsync(CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectUnended);
        return await ReadAsync(select.Add("@now", time.GetUtcNow()), ct);
    }

    private async Task<List<UnendedWindow>> ReadAsync(DbCommand select, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var unended = new List<UnendedWindow>();
        await using var reader = await select.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var calendar = new CalendarWindow(reader.GetTime(3), reader.GetTimeOrNull(4) ?? CalendarWindow.Never);
            unended.Add(new UnendedWindow(
                reader.GetId(0), reader.GetId(1), reader.GetString(2), calendar, reader.GetMoney(5), reader.GetMoney(6), (int)reader.GetInt64(7), reader.GetTimeOrNull(8) ?? (calendar.EndsAt <= now ? calendar.EndsAt : null)));
        }

        return unended;
    }
}
