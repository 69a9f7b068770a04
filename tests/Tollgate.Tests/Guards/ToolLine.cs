using Tollgate.Tests.ModelCalls;

namespace Tollgate.Tests.Guards;

/// <summary>A gateway that watches what tools are asked for and what leaves.</summary>
public sealed class ToolLine : IAsyncLifetime
{
    internal LineFixture Line { get; } = new("""
        guards:
          rules:
            tools: { threats: [tool_abuse], level: enforce, deny_tools: ["shell*"], tool_calls: 3, within: 1h }
            leaks: { threats: [exfiltration], level: enforce, allow_hosts: [mine.example] }

        """);

    public ValueTask InitializeAsync() => Line.InitializeAsync();

    public ValueTask DisposeAsync() => Line.DisposeAsync();
}
