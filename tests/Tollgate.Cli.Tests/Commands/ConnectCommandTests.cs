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
        Assert.Contains("It may spend $5/day. `tollgate connect", written.Error, StringComparison.Ordinal);
        Assert.Equal(0, undone.Code);
        Assert.Matches($"^Revoked the key 'connect-{program}-", undone.Error);
        Assert.DoesNotContain(undone.Error.Split('\'')[1], (await demo.RunAsync("keys", "list", "--json")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain(files, file => File.Exists(Path.Combine(_home, file)));
        Assert.Equal(ExitCode.NotFound, again.Code);
    }

    [Fact]
    public async Task A_key_without_a_budget_is_said_to_be_one()
    {
        var written = await RunAsync("connect", "claude", "--write");

        Assert.Contains("it may spend without limit. --budget 5/day", written.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_the_user_brought_outlives_undo()
    {
        var own = await demo.RunAsync("keys", "create", "connect-claude-mine", "--json");
        await RunAsync("connect", "codex", "--write", "--caller-key", own.Json["key"]!.GetValue<string>());

        var undone = await RunAsync("connect", "codex", "--undo");

        Assert.Equal((0, string.Empty), (undone.Code, undone.Error));
        Assert.Contains("connect-claude-mine", (await demo.RunAsync("keys", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_gateway_undo_says_that_the_key_may_be_alive()
    {
        await RunAsync("connect", "claude", "--write");

        var undone = await CliRun.OfAsync(["connect", "claude", "--undo", "--url", "http://127.0.0.1:1"], CliRun.Around(home: _home), TestContext.Current.CancellationToken);

        Assert.Equal(0, undone.Code);
        Assert.Contains("may still be alive", undone.Error, StringComparison.Ordinal);
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
