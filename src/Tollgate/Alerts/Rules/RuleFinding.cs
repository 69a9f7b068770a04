using Tollgate.Alerts.Notices;

namespace Tollgate.Alerts.Rules;

/// <summary>A subject that a rule fires for now.</summary>
internal sealed record RuleFinding(string Subject, string Title, string Text, MetricReading Metric);
