using Tollgate.EndToEnd.Gateway;

namespace Tollgate.EndToEnd.Agents;

/// <summary>An empty home for one agent, and the real command line in it.</summary>
internal sealed class AgentHome(string address, string adminKey) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly string _home = Directory.CreateTempSubdirectory("tollgate-agent-").FullName;

    /// <summary>Writes one of the agent's settings files.</summary>
    public void Write(string path, string text)
    {
        var file = Path.Combine(_home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Runs a command of Tollgate's.</summary>
    public async Task<(int Code, string Output)> TollgateAsync(CancellationToken ct, params IEnumerable<string> words)
    {
        var environment = new Dictionary<string, string>(Own()) { ["TOLLGATE_URL"] = address, ["TOLLGATE_KEY"] = adminKey };
        return GatewayBinary.Path.EndsWith(".dll", StringComparison.Ordinal)
            ? await RunAsync("dotnet", [GatewayBinary.Path, .. words], environment, ct)
            : await RunAsync(GatewayBinary.Path, words, environment, ct);
    }

    /// <summary>Runs an agent as its user would: nothing but its own settings points anywhere.</summary>
    public Task<(int Code, string Output)> AgentAsync(AgentProgram agent, string prompt, CancellationToken ct) =>
        RunAsync(agent.Program[0], agent.Program.Skip(1).Concat(agent.Turn(prompt)), Own(), ct);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_home, recursive: true);

    private static async Task PrepareAsync(CancellationToken ct) => await AgentProgram.Project.PrepareAsync(ct);

    private Dictionary<string, string> Own() => new()
    {
        ["HOME"] = _home,
        ["XDG_CONFIG_HOME"] = Path.Combine(_home, ".config"),
        ["XDG_DATA_HOME"] = Path.Combine(_home, ".local"),
        ["XDG_CACHE_HOME"] = Path.Combine(_home, ".cache"),
        ["DISABLE_AUTOUPDATER"] = "1",
        ["GEMINI_CLI_TRUST_WORKSPACE"] = "true",
        ["OPENCODE_DISABLE_AUTOUPDATE"] = "1",
        ["OPENCODE_PERMISSION"] = """{"bash":"allow"}""",
    };

    private async Task<(int Code, string Output)> RunAsync(string program, IEnumerable<string> words, Dictionary<string, string> environment, CancellationToken ct)
    {
        await PrepareAsync(ct);
        return await AgentProgram.Project.RunAsync(program, words, environment, Patience, ct, Directory.CreateDirectory(Path.Combine(_home, "work")).FullName);
    }
}
