using System.Text.Json.Nodes;
using Tollgate.EndToEnd.Targets;

namespace Tollgate.EndToEnd.Agents;

/// <summary>What a coding agent must manage. Big downloads: only when TOLLGATE_AGENTS is set (`./test agents`).</summary>
public abstract class AgentFacts(ITargetFixture fixture)
{
    /// <summary>Why the agents are not run.</summary>
    internal const string NotAsked = "Agents run with `./test agents`.";

    /// <summary>What the agents are pointed at.</summary>
    protected Target Target { get; } = fixture.Target;

    /// <summary>Whether the agents are wanted.</summary>
    internal static bool IsAsked => Environment.GetEnvironmentVariable("TOLLGATE_AGENTS") is not null;

    /// <summary>Ends with the test.</summary>
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Claude_Code_completes_a_turn_with_a_tool_call()
    {
        Assert.SkipUnless(IsAsked, NotAsked);
        using var agent = new CodingAgent();
        var before = Target.Provider.Requests.Count;

        var (code, output) = await agent.ClaudeAsync(Target, Target.Key, $$"""Run it. [[call Bash {"command":"echo {{AgentProgram.Echo}}","description":"Say so"}]]""", Ct);

        Assert.True(code == 0, output);
        var last = JsonNode.Parse(output.Split('\n').Last(line => line.StartsWith('{')))!;
        Assert.Equal("success", (string?)last["subtype"]);
        Assert.Equal(2, (int)last["num_turns"]!);
        Assert.Contains(Target.Provider.Requests.Skip(before), request => request.Text.Contains("tool_result", StringComparison.Ordinal) && request.Text.Contains(AgentProgram.Echo, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Codex_completes_a_turn_with_a_tool_call()
    {
        Assert.SkipUnless(IsAsked, NotAsked);
        using var agent = new CodingAgent();

        var (code, output) = await agent.CodexAsync(Target, Target.Key, $$"""Run it. [[call exec_command {"cmd":"echo {{AgentProgram.Echo}}"}]]""", Ct);

        Assert.True(code == 0, output);
        Assert.Contains($"\"aggregated_output\":\"{AgentProgram.Echo}\\n\"", output, StringComparison.Ordinal);
        Assert.Contains("\"turn.completed\"", output, StringComparison.Ordinal);
    }
}
