using System.Diagnostics;
using System.Text;

namespace Tollgate.Cli.Tests.SourceScan;

/// <summary>A git repository in a folder of its own, untouched by the settings of whoever runs the tests.</summary>
public sealed class TemporaryRepository : IDisposable
{
    // Put together here, so that no scanner of this repository takes it for a key.
    public static readonly string Secret = "sk-ant-" + "api03-Zk83jslQ0pw1Xr7TbN4mVc9L";

    public TemporaryRepository(params string[] words) => Git(["init", "-q", "-b", "main", .. words]);

    public string Folder { get; } = Directory.CreateTempSubdirectory("tollgate-git-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public string At(string name) => Path.Combine(Folder, name);

    public void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public void Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllBytes(At(name), bytes);
    }

    public void Stage(string name, string text)
    {
        Write(name, text);
        Git("add", "-f", "--", name);
    }

    public string Commit(string message = "A change")
    {
        Git("commit", "-q", "--allow-empty", "-m", message);
        return Git("rev-parse", "HEAD").Trim();
    }

    public string Git(params string[] words)
    {
        var (code, output, error) = Run("git", words);
        return code == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', words)}: {error}");
    }

    public (int Code, string Output, string Error) Run(string program, params string[] words)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in ((string, string)[])[("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null"), ("GIT_AUTHOR_NAME", "A"), ("GIT_AUTHOR_EMAIL", "a@localhost"), ("GIT_COMMITTER_NAME", "A"), ("GIT_COMMITTER_EMAIL", "a@localhost")])
        {
            start.Environment[name] = value;
        }

        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        using var process = Process.Start(start)!;
        var error = new StringBuilder();
        process.ErrorDataReceived += (_, line) => error.AppendLine(line.Data);
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.ToString());
    }

    public Task<CliRun> ScanAsync(string command, params string[] words) => RunAsync(["security", command, Folder, .. words]);

    public Task<CliRun> RunAsync(params string[] words) =>
        CliRun.OfAsync(words, CliRun.Around() with { Itself = [At(".git/itself")] }, TestContext.Current.CancellationToken);
}
