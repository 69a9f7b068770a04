using Tollgate.EndToEnd.Targets;

namespace Tollgate.EndToEnd.Agents;

/// <summary>Coding agents against the fake provider itself.</summary>
public sealed class AgentDirectTests(DirectFixture fixture) : AgentFacts(fixture), IClassFixture<DirectFixture>;
