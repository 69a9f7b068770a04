namespace Tollgate.Alerts.Rules;

/// <summary>Whose figure a rule looks at: one, or one for each.</summary>
public enum RuleEach : byte
{
    /// <summary>All calls of the organization together.</summary>
    Organization,
    /// <summary>Each team.</summary>
    Team,
    /// <summary>Each agent, by name.</summary>
    Agent,
    /// <summary>Each key.</summary>
    Key,
    /// <summary>Each provider.</summary>
    Provider,
    /// <summary>Each model.</summary>
    Model,
}
