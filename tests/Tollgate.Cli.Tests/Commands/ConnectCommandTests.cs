namespace Tollgate.Cli.Tests.Commands;

public sealed class ConnectCommandTests(DemoFixture demo) : IClassFixture<DemoFixture>, IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("tollgate-connect-").FullName;

    [Theory]
    [InlineData("claude", ".claude/settings.json")]
    [InlineData("codex", ".codex/config.toml")]
    [InlineData("gemini", ".gemini/.env", ".gemini/settings.json")]
    [InlineData("opencode", ".config/opencode/opencode.json")]
    public async Task Settings_are_written_with_a_key_of_their_own_and_taken_back(string program, params string[] files)
    {
        var written = await RunAsync("connect", program, "--write", "--budget", "5/day");
        var text = string.Concat(files.Select(file => File.ReadAllText(Path.Combine(_home, file))));
        var undone = await RunAsync("connect", program, "--undo");
        var again = await RunAsync("connect", program, "--undo");

        Assert.Equal(0, written.Code);
        Assert.Matches(@"tg-\w{8}-\w{49}", text);
        Assert.Contains($"`tollgate keys delete connect-{program}-", written.Error, StringComparison.Ordinal);
        Assert.Equal(0, undone.Code);
        Assert.DoesNotContain(files, file => File.Exists(Path.Combine(_home, file)));
        Assert.Equal(ExitCode.NotFound, again.Code);
    }

    [Theory]
    [InlineData("claude")]
    [InlineData("codex")]
    [InlineData("dotnet")]
    [InlineData("gemini")]
    [InlineData("opencode")]
    public async Task Without_write_the_settings_are_printed_and_nothing_is_touched(string program)
    {
        var printed = await RunAsync("connect", program, "--caller-key", "tg-mine");

        Assert.Equal(0, printed.Code);
        Assert.Contains(program == "gemini" ? "GEMINI_API_KEY=tg-mine" : "tg-mine", printed.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_home));
    }

    [Fact]
    public async Task What_cannot_be_read_stops_before_a_key_is_made()
    {
        Directory.CreateDirectory(Path.Combine(_home, ".gemini"));
        await File.WriteAllTextAsync(Path.Combine(_home, ".gemini", "settings.json"), "{", TestContext.Current.CancellationToken);

        var before = await KeysAsync();

        var run = await RunAsync("connect", "gemini", "--write");

        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.Equal(before, await KeysAsync());
        Assert.False(File.Exists(Path.Combine(_home, ".gemini", ".env")));
    }

    [Fact]
    public async Task A_program_without_a_file_has_nothing_to_write()
    {
        Assert.Equal(ExitCode.Usage, (await RunAsync("connect", "dotnet", "--write")).Code);
        Assert.Equal(ExitCode.Usage, (await RunAsync("connect", "nobody")).Code);
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private async Task<int> KeysAsync() => (await demo.RunAsync("keys", "list", "--json")).Json["items"]!.AsArray().Count;

    private Task<CliRun> RunAsync(params string[] args) =>
        CliRun.OfAsync([.. args, "--url", demo.Url.ToString(), "--key", demo.AdminKey], CliRun.Around(home: _home), TestContext.Current.CancellationToken);
}
