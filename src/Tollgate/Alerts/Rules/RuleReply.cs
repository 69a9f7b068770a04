using Tollgate.Core;

namespace Tollgate.Alerts.Rules;

/// <summary>A rule in JSON.</summary>
internal sealed record RuleReply
{
    /// <summary>The rule.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>cost_spike, error_rate or agent_inactive.</summary>
    public required AlertKind Kind { get; init; }

    /// <summary>Whose figure it looks at.</summary>
    public required RuleEach Each { get; init; }

    /// <summary>Only this one.</summary>
    public string? Target { get; init; }

    /// <summary>Times the usual spend, or percent of failed calls.</summary>
    public decimal? Threshold { get; init; }

    /// <summary>The time that is looked at.</summary>
    public required long OverMinutes { get; init; }

    /// <summary>With fewer calls an error rate says nothing.</summary>
    public required long LeastCalls { get; init; }

    /// <summary>With less money a spike does not matter.</summary>
    public required Money LeastUsd { get; init; }

    /// <summary>How long it is quiet after somebody was told.</summary>
    public required long CoolDownMinutes { get; init; }

    /// <summary>How much its alerts matter.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>Whether it is looked at.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Who owns it; what comes from the settings file is changed there.</summary>
    public required RuleOrigin Origin { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The JSON form of a rule.</summary>
    public static RuleReply Of(AlertRule rule) => new()
    {
        Id = rule.Id,
        Name = rule.Name,
        Kind = rule.Kind,
        Each = rule.Each,
        Target = rule.Target.Length > 0 ? rule.Target : null,
        Threshold = rule.Kind == AlertKind.AgentInactive ? null : rule.Threshold,
        OverMinutes = (long)rule.Over.TotalMinutes,
        LeastCalls = rule.LeastCalls,
        LeastUsd = rule.LeastCost,
        CoolDownMinutes = (long)rule.CoolDown.TotalMinutes,
        Severity = rule.Severity,
        Enabled = rule.IsEnabled,
        Origin = rule.Origin,
        CreatedAt = rule.CreatedAt,
        UpdatedAt = rule.UpdatedAt,
    };
}
