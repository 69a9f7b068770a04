using System.Globalization;

namespace Tollgate.Alerts.Rules;

/// <summary>Words that several checks use.</summary>
internal static class RuleText
{
    /// <summary>"5 minutes", "24 hours".</summary>
    public static string Span(TimeSpan span) => span.TotalMinutes switch
    {
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0.#} minutes"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} hours"),
    };

    /// <summary>"agent 'bot'", or "the organization".</summary>
    public static string Of(AlertRule rule, string subject) =>
        rule.Each == RuleEach.Organization ? "the organization" : $"{AlertWords.Word(rule.Each)} '{subject}'";

    /// <summary>The subject as a reading shows it.</summary>
    public static string? Shown(string subject) => subject.Length > 0 ? subject : null;
}
