using Tollgate.Cli.Exec;

namespace Tollgate.Cli.Tests.Exec;

public sealed class KnownAgentTests
{
    [Theory]
    [InlineData("claude", 1, "claude", "-p", "codex")]
    [InlineData("claude", 1, "/usr/local/bin/claude")]
    [InlineData("claude", 2, "npx", "@anthropic-ai/claude-code", "-p")]
    [InlineData("codex", 2, "node", "/somewhere/codex.js", "exec")]
    [InlineData("codex", 3, "npx", "-y", "@openai/codex@0.169.0", "exec")]
    [InlineData("gemini", 1, "gemini")]
    [InlineData("gemini", 2, "npx", "@google/gemini-cli")]
    [InlineData("opencode", 1, "opencode", "run")]
    [InlineData("opencode", 2, "npx", "opencode-ai")]
    public void An_agent_is_known_by_its_command_script_or_package(string name, int words, params string[] line)
    {
        var (agent, count) = KnownAgent.Find(line);

        Assert.Equal((name, words), (agent?.Name, count));
    }

    [Theory]
    [InlineData("python", "claude.py")]
    [InlineData("make", "codex")]
    [InlineData("node", "server.js")]
    public void Another_program_is_none(params string[] line) => Assert.Equal((null, 1), KnownAgent.Find(line));

    [Fact]
    public void The_list_is_in_alphabetical_order() => Assert.Equal(Cli.Exec.All.Agents.Select(agent => agent.Name).Order(StringComparer.Ordinal), Cli.Exec.All.Agents.Select(agent => agent.Name));
}
