using Tollgate.EndToEnd.Clients;
using Tollgate.EndToEnd.Targets;

namespace Tollgate.EndToEnd.Agents;

/// <summary>A coding agent, run headless in an empty home with nothing but an address and a key.</summary>
internal sealed class CodingAgent : IDisposable
{
    private static readonly NpmProject Project = AgentProgram.Project;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly string _home = Directory.CreateTempSubdirectory("tollgate-agent-").FullName;

    /// <summary>Runs one turn of Claude Code.</summary>
    public async Task<(int Code, string Output)> ClaudeAsync(Target target, string key, string prompt, CancellationToken ct)
    {
        await Project.PrepareAsync(ct);
        var environment = new Dictionary<string, string>
        {
            ["HOME"] = _home,
            ["ANTHROPIC_BASE_URL"] = target.Address,
            ["ANTHROPIC_API_KEY"] = key,
            ["ANTHROPIC_MODEL"] = "fake-claude",
            ["ANTHROPIC_DEFAULT_HAIKU_MODEL"] = "fake-claude",
            ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1",
            ["DISABLE_AUTOUPDATER"] = "1",
        };
        var program = Path.Combine(Project.Modules, "@anthropic-ai/claude-code-linux-x64/claude");
        return await Project.RunAsync(program, ["-p", prompt, "--output-format", "json", "--allowedTools", "Bash(echo:*)"], environment, Patience, ct, Work());
    }

    /// <summary>Runs one turn of Codex.</summary>
    public async Task<(int Code, string Output)> CodexAsync(Target target, string key, string prompt, CancellationToken ct)
    {
        await Project.PrepareAsync(ct);
        var settings = Directory.CreateDirectory(Path.Combine(_home, ".codex")).FullName;
        await File.WriteAllTextAsync(Path.Combine(settings, "config.toml"), Config(target), ct);
        var environment = new Dictionary<string, string> { ["HOME"] = _home, ["CODEX_HOME"] = settings, ["TOLLGATE_KEY"] = key };
        string[] words = [Path.Combine(Project.Modules, "@openai/codex/bin/codex.js"), "exec", "--json", "--skip-git-repo-check", "--sandbox", "danger-full-access", prompt];
        return await Project.RunAsync(Project.Node, words, environment, Patience, ct, Work());
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_home, recursive: true);

    private string Work() => Directory.CreateDirectory(Path.Combine(_home, "work")).FullName;

    private static string Config(Target target) =>
        $"""
        model = "fake-chat"
        model_provider = "tollgate"
        [model_providers.tollgate]
        name = "Tollgate"
        base_url = "{target.Address}/v1"
        env_key = "TOLLGATE_KEY"
        wire_api = "responses"
        """;
}
