using Tollgate.Core;

namespace Tollgate.Alerts.Rules;

/// <summary>What the engine looks at by itself: a spend spike, an error rate, an agent that has gone quiet.</summary>
internal sealed record AlertRule
{
    /// <summary>UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose calls it looks at.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>cost_spike, error_rate or agent_inactive.</summary>
    public required AlertKind Kind { get; init; }

    /// <summary>Whose figure it looks at.</summary>
    public RuleEach Each { get; init; }

    /// <summary>Only this team, agent, key, provider or model; empty for every one.</summary>
    public string Target { get; init; } = "";

    /// <summary>Times the usual spend, or failed calls in percent; for inactivity nothing.</summary>
    public decimal Threshold { get; init; }

    /// <summary>The time that is looked at.</summary>
    public TimeSpan Over { get; init; }

    /// <summary>With fewer calls an error rate says nothing.</summary>
    public long LeastCalls { get; init; }

    /// <summary>With less money a spike does not matter.</summary>
    public Money LeastCost { get; init; }

    /// <summary>How long it is quiet after somebody was told.</summary>
    public TimeSpan CoolDown { get; init; }

    /// <summary>How much its alerts matter.</summary>
    public AlertSeverity Severity { get; init; } = AlertSeverity.Warning;

    /// <summary>Whether it is looked at.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Who owns it.</summary>
    public RuleOrigin Origin { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Whether a subject is this rule's business.</summary>
    public bool IsAbout(string subject) => Target.Length == 0 || Target == subject;
}
