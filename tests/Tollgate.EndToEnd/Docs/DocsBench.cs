using System.Text.RegularExpressions;
using Tollgate.EndToEnd.Agents;
using Tollgate.EndToEnd.Clients;
using Tollgate.EndToEnd.Gateway;
using Tollgate.EndToEnd.Targets;

namespace Tollgate.EndToEnd.Docs;

/// <summary>A folder in which an example finds what its reader has: `./tollgate`, a running gateway, a key in AGENT_KEY.</summary>
internal sealed partial class DocsBench : IDisposable
{
    private const string WrittenAddress = "http://127.0.0.1:4000";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly NpmProject Clients = new("tests/clients");

    private readonly GatewayFixture _fixture;
    private readonly string _folder = Directory.CreateTempSubdirectory("tollgate-docs-").FullName;

    public DocsBench(GatewayFixture fixture)
    {
        _fixture = fixture;
        Script("tollgate", GatewayBinary.Path.EndsWith(".dll", StringComparison.Ordinal) ? $"exec dotnet '{GatewayBinary.Path}' \"$@\"" : $"exec '{GatewayBinary.Path}' \"$@\"");
        Script("bin/tollgate", $"exec '{_folder}/tollgate' \"$@\"");
    }

    /// <summary>What is run by whom: the text as it stands, but for the address.</summary>
    public string Text(DocsBlock block) => block.Text.Replace(WrittenAddress, _fixture.Target.Address, StringComparison.Ordinal);

    /// <summary>Runs a block with the shell.</summary>
    public async Task<(int Code, string Output)> ShellAsync(DocsBlock block, CancellationToken ct)
    {
        await AgentsAsync(block, ct);
        return await RunAsync("bash", ["-euo", "pipefail", "-c", Text(block)], ct);
    }

    /// <summary>Runs a block with Python; null when the package it needs is not there.</summary>
    public async Task<(int Code, string Output)?> PythonAsync(DocsBlock block, CancellationToken ct) =>
        !block.Text.Contains("import OpenAI", StringComparison.Ordinal) || (await RunAsync("python3", ["-c", "import openai"], ct)).Code == 0 ? await RunAsync("python3", ["-c", Text(block)], ct) : null;

    /// <summary>Runs a block with Node, beside the client packages.</summary>
    public async Task<(int Code, string Output)> NodeAsync(DocsBlock block, CancellationToken ct)
    {
        await Clients.PrepareAsync(ct);
        var file = Path.Combine(Path.GetDirectoryName(Clients.Modules)!, $"docs-{Environment.ProcessId}-{block.Line}.mts");
        await File.WriteAllTextAsync(file, Text(block), ct);
        try
        {
            return await RunAsync(Clients.Node, [file], ct);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Reads a block as settings.</summary>
    public async Task<(int Code, string Output)> SettingsAsync(DocsBlock block, CancellationToken ct)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "tollgate.yaml"), block.Text, ct);
        return await RunAsync(Path.Combine(_folder, "tollgate"), ["config", "check"], ct, Variables(block));
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>
    /// The coding agents that a block starts: the real ones under `./test agents`; else each stands for itself with one call of the kind it makes,
    /// to where the block's own variables and words point it.
    /// </summary>
    private async Task AgentsAsync(DocsBlock block, CancellationToken ct)
    {
        if (AgentFacts.IsAsked && (block.Text.Contains("claude", StringComparison.Ordinal) || block.Text.Contains("codex", StringComparison.Ordinal)))
        {
            await AgentProgram.Project.PrepareAsync(ct);
            Real("claude", AgentProgram.Claude);
            Real("codex", AgentProgram.Codex);
            return;
        }

        Script("bin/claude", """curl -sS --fail "$ANTHROPIC_BASE_URL/v1/messages?beta=true" -H "Authorization: Bearer $ANTHROPIC_AUTH_TOKEN" -H "anthropic-version: 2023-06-01" -H "Content-Type: application/json" -d '{"model":"claude-sonnet-4-5","max_tokens":300,"messages":[{"role":"user","content":"hello"}]}'""");
        Script(
            "bin/codex",
            """
            for word in "$@"; do
              case "$word" in
                model_providers.tollgate*.base_url=*) url=$(echo "${word#*=}" | tr -d '"') ;;
                model_providers.tollgate*.env_key=*) name=$(echo "${word#*=}" | tr -d '"') ;;
              esac
            done
            curl -sS --fail "$url/responses" -H "Authorization: Bearer ${!name}" -H "Content-Type: application/json" -d '{"model":"gpt-5-mini","input":"hello"}'
            """);
    }

    private void Real(string name, AgentProgram agent) =>
        Script($"bin/{name}", $"exec {string.Join(' ', agent.Program.Select(word => $"'{word}'"))} \"$@\" {string.Join(' ', agent.Turn("Say hello.").Select(word => $"'{word}'"))}");

    private void Script(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $"#!/usr/bin/env bash\n{text}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>A value for each variable that a settings file names without a default.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Variables(DocsBlock block) =>
        from match in NamedVariable().Matches(block.Text)
        let name = match.Groups[1].Value
        select KeyValuePair.Create(name, name.EndsWith("URL", StringComparison.Ordinal) ? "https://example.com/hook" : "a-value-for-the-example");

    [GeneratedRegex(@"(?<!\$)\$\{([A-Z_]+)\}")]
    private static partial Regex NamedVariable();

    private Task<(int Code, string Output)> RunAsync(string program, IEnumerable<string> words, CancellationToken ct, IEnumerable<KeyValuePair<string, string>>? more = null) => Clients.RunAsync(
        program,
        words,
        new Dictionary<string, string>((more ?? []).DistinctBy(pair => pair.Key))
        {
            ["HOME"] = _folder,
            ["PATH"] = $"{_folder}/bin:{Environment.GetEnvironmentVariable("PATH")}",
            ["TOLLGATE_URL"] = _fixture.Target.Address,
            ["TOLLGATE_KEY"] = _fixture.Gateway.Setup.AdminKey,
            ["AGENT_KEY"] = _fixture.Target.Key,
        },
        Patience,
        ct,
        _folder);
}
