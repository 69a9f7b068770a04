namespace Tollgate.Alerts.Rules;

/// <summary>How one kind of rule is checked.</summary>
internal interface IRuleCheck
{
    /// <summary>The kind.</summary>
    AlertKind Kind { get; }

    /// <summary>The subjects that a rule fires for now.</summary>
    Task<IReadOnlyList<RuleFinding>> FindAsync(AlertRule rule, DateTimeOffset now, CancellationToken ct);
}
