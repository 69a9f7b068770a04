using Tollgate.EndToEnd.Clients;

namespace Tollgate.EndToEnd.Agents;

/// <summary>A coding agent from npm: how it is started for one turn without a terminal.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Program">Its program, or Node and its script.</param>
/// <param name="Turn">The words of one turn.</param>
/// <param name="Call">What makes the fake provider answer with a call of the agent's shell tool.</param>
internal sealed record AgentProgram(string Name, IReadOnlyList<string> Program, Func<string, IReadOnlyList<string>> Turn, string Call)
{
    /// <summary>What every agent is asked to run.</summary>
    public const string Echo = "tollgate-was-here";

    /// <summary>The npm packages.</summary>
    public static readonly NpmProject Project = new("tests/agents");

    /// <summary>Claude Code.</summary>
    public static AgentProgram Claude { get; } = new(
        "claude",
        [Path.Combine(Project.Modules, "@anthropic-ai/claude-code-linux-x64/claude")],
        prompt => ["-p", prompt, "--output-format", "json", "--model", "fake-claude", "--allowedTools", "Bash(echo:*)"],
        $$"""[[call Bash {"command":"echo {{Echo}}","description":"Say so"}]]""");

    /// <summary>Codex, its web search left as it is: on.</summary>
    public static AgentProgram Codex { get; } = new(
        "codex",
        [Project.Node, Path.Combine(Project.Modules, "@openai/codex/bin/codex.js")],
        prompt => ["exec", "--json", "--skip-git-repo-check", "--sandbox", "danger-full-access", "--model", "gpt-5-codex", prompt],
        $$"""[[call exec_command {"cmd":"echo {{Echo}}"}]]""");

    /// <summary>Gemini CLI.</summary>
    public static AgentProgram Gemini { get; } = new(
        "gemini",
        [Project.Node, Path.Combine(Project.Modules, "@google/gemini-cli/bundle/gemini.js")],
        prompt => ["--model", "gemini-2.5-flash", "--yolo", "--prompt", prompt],
        $$"""[[call run_shell_command {"command":"echo {{Echo}}"}]]""");

    /// <summary>opencode.</summary>
    public static AgentProgram OpenCode { get; } = new(
        "opencode",
        [Path.Combine(Project.Modules, "opencode-linux-x64/bin/opencode")],
        prompt => ["run", "--model", "anthropic/claude-sonnet-4-5", prompt],
        $$"""[[call bash {"command":"echo {{Echo}}","description":"Say so"}]]""");

    /// <summary>The agent of a name.</summary>
    public static AgentProgram Find(string name) => ((AgentProgram[])[Claude, Codex, Gemini, OpenCode]).Single(agent => agent.Name == name);
}
