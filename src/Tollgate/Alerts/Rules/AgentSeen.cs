namespace Tollgate.Alerts.Rules;

/// <summary>An agent and when it last signed in.</summary>
internal readonly record struct AgentSeen(string Name, DateTimeOffset LastAt);
