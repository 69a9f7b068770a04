using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Tollgate.Cli.SourceScan.Git;

/// <summary>
/// One run of git. Repositories are read through git itself, which knows packs, alternates, worktrees and every format of objects; nothing
/// that a repository's settings could start is asked for.
/// </summary>
internal sealed class GitProcess : IDisposable
{
    private const int MostSaid = 2000;
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    /// <summary>Starts git in the folder.</summary>
    public GitProcess(string folder, params string[] words)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in (string[])["--no-optional-locks", "--no-replace-objects", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", .. words])
        {
            start.ArgumentList.Add(word);
        }

        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["LC_ALL"] = "C";
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new CliFault(ExitCode.Incomplete, Directory.Exists(folder) ? "git is not installed, or is not in PATH." : $"There is no folder '{folder}'.");
        }

        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginErrorReadLine();
    }

    /// <summary>What git reads.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>What git prints.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Runs to the end; the text that was printed, and whether git said that all is well.</summary>
    public static (string Text, bool IsWell) TryRead(string folder, params string[] words)
    {
        using var process = new GitProcess(folder, words);
        process.CloseInput();
        var text = process._process.StandardOutput.ReadToEnd();
        process._process.WaitForExit();
        return (text.TrimEnd('\n'), process._process.ExitCode == 0);
    }

    /// <summary>Hands git all that it reads, beside whoever reads what it prints; git that ends early is told by its exit code, not by the pipe.</summary>
    public Thread Feed(ReadOnlyMemory<byte> bytes)
    {
        var feeding = new Thread(() => Write(bytes.Span)) { IsBackground = true };
        feeding.Start();
        return feeding;
    }

    /// <summary>The end, when all of its output was read; a fault when git failed.</summary>
    public void End()
    {
        CloseInput();
        _process.WaitForExit();
        if (_process.ExitCode != 0)
        {
            throw new CliFault(ExitCode.Incomplete, $"git failed: {Said()}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Input.Write(bytes);
        }
        catch (IOException)
        {
            return;
        }
        finally
        {
            CloseInput();
        }
    }

    /// <summary>A pipe that nobody reads any more is closed already.</summary>
    private void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            return;
        }
    }

    private void Note(string? line)
    {
        lock (_said)
        {
            if (_said.Length < MostSaid)
            {
                _said.Append(_said.Length > 0 && line is not null ? " " : string.Empty).Append(line);
            }
        }
    }

    private string Said()
    {
        lock (_said)
        {
            return SourceNames.Shown(_said.ToString());
        }
    }
}
