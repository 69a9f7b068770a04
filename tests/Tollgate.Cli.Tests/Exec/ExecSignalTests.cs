using System.Diagnostics;
using System.Globalization;

namespace Tollgate.Cli.Tests.Exec;

/// <summary>The command line as a process of its own, for only such a one gets signals and a terminal.</summary>
public sealed class ExecSignalTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    private static readonly string Library = Path.Combine(AppContext.BaseDirectory, "Tollgate.Cli.dll");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    public async Task A_signal_reaches_the_program_and_the_key_ends_after_it(string signal)
    {
        var started = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var process = Start("setsid", ["--wait", "dotnet", Library, "exec", "--budget", "1", "--", "sh", "-c", $"trap 'echo told; exit 7' {signal}; echo $PPID > {started}.new; mv {started}.new {started}; while true; do sleep 0.05; done"]);
        await Eventually.IsTrueAsync(() => File.Exists(started), Ct);
        var id = (await File.ReadAllTextAsync(started, Ct)).Trim();

        using (var kill = Start("kill", ["-s", signal, id]))
        {
            await kill.WaitForExitAsync(Ct);
        }

        var output = await process.StandardOutput.ReadToEndAsync(Ct);
        var error = await process.StandardError.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        File.Delete(started);
        Assert.Equal((7, "told\n"), (process.ExitCode, output));
        Assert.EndsWith("tollgate: the key is revoked.\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_terminal_its_title_shows_what_is_left_and_is_put_back()
    {
        var shown = await OnTerminalAsync("sleep 0.5", "");

        Assert.Contains("\e[22;2t\e]2;$1.00 left of $1.00 · sh\a", shown, StringComparison.Ordinal);
        Assert.True(shown.LastIndexOf("\e[23;2t", StringComparison.Ordinal) > shown.IndexOf("\e]2;", StringComparison.Ordinal), shown);
    }

    [Fact]
    public async Task The_title_can_be_left_alone() => Assert.DoesNotContain("\e]2;", await OnTerminalAsync("sleep 0.5", "--no-title"), StringComparison.Ordinal);

    [Fact]
    public async Task An_interrupt_from_the_terminal_reaches_the_program_once()
    {
        var shown = await OnTerminalAsync("trap 'echo interrupted' INT; echo ready; sleep 1; sleep 0.3; echo over", "", interruptAfter: "ready");

        Assert.Equal(2, shown.Split("interrupted").Length);
        Assert.Contains("over", shown, StringComparison.Ordinal);
        Assert.Contains("the key is revoked", shown, StringComparison.Ordinal);
    }

    /// <summary>
    /// Everything that a terminal got while `exec` ran a shell's words on it. `script` runs its command in the user's shell; one that stayed
    /// behind for it (dash does, bash does not) would get the interrupt too and end with 130, whatever `exec` says: so it is replaced.
    /// </summary>
    private async Task<string> OnTerminalAsync(string words, string options, string? interruptAfter = null)
    {
        var script = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(script, words, Ct);
        using var process = Start("script", ["--quiet", "--return", "--command", $"exec dotnet {Library} exec --budget 1 {options} -- sh {script}", "/dev/null"]);
        var shown = string.Empty;
        var buffer = new char[1024];
        for (var read = await process.StandardOutput.ReadAsync(buffer, Ct); read > 0; read = await process.StandardOutput.ReadAsync(buffer, Ct))
        {
            shown += new string(buffer, 0, read);
            if (interruptAfter is not null && shown.Contains(interruptAfter, StringComparison.Ordinal))
            {
                await process.StandardInput.WriteAsync('\x3');
                await process.StandardInput.FlushAsync(Ct);
                interruptAfter = null;
            }
        }

        await process.WaitForExitAsync(Ct);
        File.Delete(script);
        Assert.True(process.ExitCode == 0, string.Create(CultureInfo.InvariantCulture, $"{process.ExitCode}: {shown}"));
        return shown;
    }

    private Process Start(string program, string[] words)
    {
        var start = new ProcessStartInfo(program, words) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TOLLGATE_URL"] = demo.Url.ToString();
        start.Environment["TOLLGATE_KEY"] = demo.AdminKey;
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["SHELL"] = "/bin/sh";
        return Process.Start(start)!;
    }
}
