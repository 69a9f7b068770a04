using System.Globalization;
using Tollgate.Alerts;
using Tollgate.Alerts.Notices;
using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>Hands what the till and the sweep found to the alert engine, which says each thing once per window.</summary>
internal sealed class BudgetAlarms(AlertDesk desk, BudgetFeed feed, BudgetOptions options)
{
    /// <summary>Raises an alert; a threshold that was raised before is nothing.</summary>
    public async Task RaiseAsync(BudgetAlert alert, CancellationToken ct)
    {
        if (await desk.RaiseAsync(Fact(alert), ct))
        {
            feed.Tell(alert);
        }
    }

    /// <summary>What was raised for a window is over: it has ended, or its limit was raised. Only the end of a breach is told.</summary>
    public Task RecoverAsync(BudgetAlert standing, AlertKind? only, string why, CancellationToken ct) => desk.RecoverAsync(
        new AlertRecovery
        {
            SourceId = standing.WindowId,
            Subject = standing.Subject,
            Only = only,
            TellFrom = AlertSeverity.Critical,
            Title = $"Budget '{standing.Budget.Name}'{Whose(standing)} can be spent again",
            Text = why,
            Budget = Crossing(standing),
        },
        ct);

    /// <summary>The windows with a breach that is not over.</summary>
    public Task<IReadOnlyList<Guid>> BreachedAsync(CancellationToken ct) => desk.OpenSourcesAsync(AlertKind.BudgetBreach, ct);

    /// <summary>The budget of a window is gone: what was raised for it ends in silence.</summary>
    public Task DropAsync(Guid windowId, string subject, CancellationToken ct) =>
        desk.RecoverAsync(new AlertRecovery { SourceId = windowId, Subject = subject, Title = "", Text = "" }, ct);

    private AlertFact Fact(BudgetAlert alert)
    {
        var isReserve = alert.Kind == BudgetAlertKind.AboveReserve;
        return new AlertFact
        {
            OrganizationId = alert.Budget.OrganizationId,
            Kind = KindOf(alert.Kind),
            Severity = SeverityOf(alert),
            OnceKey = isReserve ? $"above_reserve/{alert.WindowId}" : string.Create(CultureInfo.InvariantCulture, $"budget/{alert.WindowId}/{alert.Threshold}"),
            SourceId = alert.WindowId,
            Subject = alert.Subject,
            Title = isReserve ? $"A bill came out above its reserve under budget '{alert.Budget.Name}'" : Title(alert),
            Text = Text(alert),
            At = alert.At,
            Budget = Crossing(alert),
        };
    }

    private static string Title(BudgetAlert alert) => alert.Kind == BudgetAlertKind.Breach && alert.Threshold == 100
        ? $"Budget '{alert.Budget.Name}'{Whose(alert)} is spent"
        : string.Create(CultureInfo.InvariantCulture, $"Budget '{alert.Budget.Name}'{Whose(alert)} has reached {alert.Threshold} %");

    private static string Text(BudgetAlert alert)
    {
        var renews = alert.Window.EndsAt == CalendarWindow.Never ? "It does not renew." : string.Create(CultureInfo.InvariantCulture, $"It renews at {alert.Window.EndsAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC.");
        var effect = (alert.Kind, alert.Budget) switch
        {
            (BudgetAlertKind.Breach, { DowngradeTo: { } model }) => $" Calls go to {model}.",
            (BudgetAlertKind.Breach, { Hard: true }) => " Further calls are refused.",
            _ => "",
        };
        return $"${alert.Spent} of ${alert.Limit} is spent.{effect} {renews}";
    }

    private static string Whose(BudgetAlert alert) => alert.Subject.Length > 0 ? $" ({alert.Subject})" : "";

    private static AlertKind KindOf(BudgetAlertKind kind) => kind switch
    {
        BudgetAlertKind.Warning => AlertKind.BudgetWarning,
        BudgetAlertKind.Breach => AlertKind.BudgetBreach,
        _ => AlertKind.AboveReserve,
    };

    private AlertSeverity SeverityOf(BudgetAlert alert)
    {
        if (alert.Kind == BudgetAlertKind.Breach || alert.Threshold >= options.EmergencyPercent)
        {
            return AlertSeverity.Critical;
        }

        return alert.Kind == BudgetAlertKind.AboveReserve || alert.Threshold >= alert.Budget.WarnPercent ? AlertSeverity.Warning : AlertSeverity.Info;
    }

    private BudgetCrossing Crossing(BudgetAlert alert) => new()
    {
        BudgetId = alert.Budget.Id,
        Name = alert.Budget.Name,
        WindowId = alert.WindowId,
        Subject = alert.Subject.Length > 0 ? alert.Subject : null,
        Threshold = alert.Threshold > 0 ? alert.Threshold : null,
        Level = BudgetThresholds.LevelOf(alert.Threshold, alert.Budget, options),
        Percent = alert.Limit > Money.Zero ? Math.Floor(1000m * alert.Spent.Nanos / alert.Limit.Nanos) / 10m : 100m,
        SpendUsd = alert.Spent,
        LimitUsd = alert.Limit,
        StartsAt = alert.Window.StartsAt == CalendarWindow.Always ? null : alert.Window.StartsAt,
        ResetsAt = alert.Window.EndsAt == CalendarWindow.Never ? null : alert.Window.EndsAt,
    };
}
