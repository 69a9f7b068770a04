using Tollgate.Alerts.Channels;
using Tollgate.Alerts.Notices;
using Tollgate.Telemetry;

namespace Tollgate.Alerts;

/// <summary>The metrics of alerts.</summary>
internal sealed class AlertMetrics
{
    private static readonly string[] Results = ["delivered", "failed"];

    private readonly Counter _notices;
    private readonly Counter _deliveries;

    /// <summary>Declares them in a registry.</summary>
    public AlertMetrics(MetricRegistry registry)
    {
        _notices = registry.Add(new Counter(
            "tollgate_alert_notices_total", "Notices about alerts.", MetricScale.One, Label.Closed("kind", AlertWords.All<AlertKind>()), Label.Closed("state", AlertWords.All<NoticeState>())));
        _deliveries = registry.Add(new Counter(
            "tollgate_alert_deliveries_total", "Attempts to bring a notice to a channel.", MetricScale.One, Label.Closed("channel", AlertWords.All<ChannelKind>()), Label.Closed("result", Results)));
        Waiting = registry.Add(new Gauge("tollgate_alert_outbox_waiting", "Deliveries that wait in the outbox."));
    }

    /// <summary>Deliveries that wait.</summary>
    public Gauge Waiting { get; }

    /// <summary>A notice was made.</summary>
    public void Told(AlertNotice notice) => _notices.Add(1, AlertWords.Word(notice.Type), AlertWords.Word(notice.State));

    /// <summary>An attempt at a delivery ended.</summary>
    public void Sent(ChannelKind kind, bool isDelivered) => _deliveries.Add(1, AlertWords.Word(kind), isDelivered ? Results[0] : Results[1]);
}
