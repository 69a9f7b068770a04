using System.Globalization;
using Tollgate.Core;

namespace Tollgate.Alerts.Rules;

/// <summary>The body of POST and PATCH /api/alerts/rules; what is left out takes its default, or stays as it is.</summary>
internal sealed record RuleBody
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>cost_spike, error_rate or agent_inactive.</summary>
    public AlertKind? Kind { get; init; }

    /// <summary>Whose figure it looks at; the organization's when left out.</summary>
    public RuleEach? Each { get; init; }

    /// <summary>Only this one.</summary>
    public string? Target { get; init; }

    /// <summary>Times the usual spend (3), or percent of failed calls (10).</summary>
    public decimal? Threshold { get; init; }

    /// <summary>The time that is looked at: 60 for a spike, 5 for errors, 1440 for inactivity.</summary>
    public int? OverMinutes { get; init; }

    /// <summary>With fewer calls an error rate says nothing (20).</summary>
    public long? LeastCalls { get; init; }

    /// <summary>With less money a spike does not matter ("1.00").</summary>
    public Money? LeastUsd { get; init; }

    /// <summary>How long it is quiet after somebody was told.</summary>
    public int? CoolDownMinutes { get; init; }

    /// <summary>How much its alerts matter; warning when left out.</summary>
    public AlertSeverity? Severity { get; init; }

    /// <summary>Whether it is looked at.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The rule this body asks for.</summary>
    public AlertRule ToRule(Guid id, Guid organizationId, AlertOptions options, DateTimeOffset now)
    {
        var kind = Kind ?? AlertKind.CostSpike;
        var (threshold, over) = Defaults(kind);
        var blank = new AlertRule
        {
            Id = id,
            OrganizationId = organizationId,
            Name = string.Create(CultureInfo.InvariantCulture, $"{AlertWords.Word(kind)}-{id.ToString()[^4..]}"),
            Kind = kind,
            Each = kind == AlertKind.AgentInactive ? RuleEach.Agent : RuleEach.Organization,
            Threshold = threshold,
            Over = over,
            LeastCalls = 20,
            LeastCost = Money.FromDollars(1),
            CoolDown = options.CoolDown,
            CreatedAt = now,
            UpdatedAt = now,
        };
        return Change(blank);
    }

    /// <summary>A rule with the changes of this body; its kind stays.</summary>
    public AlertRule Change(AlertRule rule) => rule with
    {
        Name = Name ?? rule.Name,
        Each = Each ?? rule.Each,
        Target = Target ?? rule.Target,
        Threshold = Threshold ?? rule.Threshold,
        Over = Minutes(OverMinutes, rule.Over),
        LeastCalls = LeastCalls ?? rule.LeastCalls,
        LeastCost = LeastUsd ?? rule.LeastCost,
        CoolDown = Minutes(CoolDownMinutes, rule.CoolDown),
        Severity = Severity ?? rule.Severity,
        IsEnabled = Enabled ?? rule.IsEnabled,
    };

    private static TimeSpan Minutes(int? asked, TimeSpan otherwise) => asked is { } minutes ? TimeSpan.FromMinutes(minutes) : otherwise;

    private static (decimal Threshold, TimeSpan Over) Defaults(AlertKind kind) => kind switch
    {
        AlertKind.ErrorRate => (10m, TimeSpan.FromMinutes(5)),
        AlertKind.AgentInactive => (0m, TimeSpan.FromDays(1)),
        _ => (3m, TimeSpan.FromHours(1)),
    };
}
