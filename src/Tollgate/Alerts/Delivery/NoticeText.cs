using System.Globalization;
using System.Text;
using Tollgate.Alerts.Notices;

namespace Tollgate.Alerts.Delivery;

/// <summary>What people read of a notice, whatever carries it.</summary>
internal static class NoticeText
{
    /// <summary>A sign in front of the title.</summary>
    public static string Mark(AlertNotice notice) => notice switch
    {
        { State: NoticeState.Recovered } => "✅",
        { State: NoticeState.Test } => "🔔",
        { Severity: AlertSeverity.Critical } => "🔴",
        { Severity: AlertSeverity.Warning } => "🟠",
        _ => "🔵",
    };

    /// <summary>The figures, name by name.</summary>
    public static IReadOnlyList<(string Name, string Value)> Fields(AlertNotice notice)
    {
        var fields = new List<(string, string)>();
        if (notice.Budget is { } budget)
        {
            fields.Add(("Budget", budget.Subject is null ? budget.Name : $"{budget.Name} ({budget.Subject})"));
            fields.Add(("Spent", string.Create(CultureInfo.InvariantCulture, $"${budget.SpendUsd} of ${budget.LimitUsd} ({budget.Percent:0.#} %)")));
            Add(fields, "Renews", budget.ResetsAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        }

        if (notice.Metric is { } metric)
        {
            Add(fields, "Rule", metric.Rule);
            Add(fields, "Subject", metric.Subject);
            fields.Add((metric.Name, metric.Threshold is null ? metric.Value : $"{metric.Value} (threshold {metric.Threshold})"));
        }

        return fields;
    }

    /// <summary>The body of a mail.</summary>
    public static string Plain(AlertNotice notice)
    {
        var text = new StringBuilder();
        text.Append(notice.Text).Append("\r\n\r\n");
        foreach (var (name, value) in Fields(notice))
        {
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        text.Append("\r\nSeverity: ").Append(AlertWords.Word(notice.Severity))
            .Append("\r\nAt: ").Append(notice.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture))
            .Append("\r\nNotice: ").Append(notice.NoticeId).Append("\r\n");
        return text.ToString();
    }

    private static void Add(List<(string, string)> fields, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            fields.Add((name, value));
        }
    }
}
