namespace Tollgate.Cli.Tests.Commands;

public sealed class LoginCommandTests(DemoFixture demo) : IClassFixture<DemoFixture>, IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("tollgate-login-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Kept => Path.Combine(_home, ".config", "tollgate", "login.json");

    [Fact]
    public async Task What_is_kept_is_used_by_the_next_command_and_for_its_owner_only()
    {
        var login = await CliRun.OfAsync(["login", "--url", demo.Url.ToString(), "--key", demo.AdminKey], CliRun.Around(home: _home), Ct);
        var next = await CliRun.OfAsync(["me", "--json"], CliRun.Around(home: _home), Ct);

        Assert.Equal((0, 0), (login.Code, next.Code));
        Assert.Equal("operator", next.Json["name"]!.GetValue<string>());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(Kept));
    }

    [Fact]
    public async Task The_key_is_asked_for()
    {
        var login = await CliRun.OfAsync(["login"], CliRun.Around($"{demo.AdminKey}\n", _home, ("TOLLGATE_URL", demo.Url.ToString())), Ct);

        Assert.Equal((0, "The key: "), (login.Code, login.Error));
        Assert.True(File.Exists(Kept));
    }

    [Theory]
    [InlineData(ExitCode.Unauthorized, "tg-wrong")]
    [InlineData(ExitCode.Usage, "")]
    public async Task A_wrong_key_is_not_kept(int code, string key)
    {
        var login = await CliRun.OfAsync(["login", "--url", demo.Url.ToString()], CliRun.Around($"{key}\n", _home), Ct);

        Assert.Equal(code, login.Code);
        Assert.False(File.Exists(Kept));
    }

    [Fact]
    public async Task What_is_kept_goes_to_no_other_gateway()
    {
        await CliRun.OfAsync(["login", "--url", demo.Url.ToString(), "--key", demo.AdminKey], CliRun.Around(home: _home), Ct);

        var address = Connection.GatewayAddress.Find("http://127.0.0.1:1", null, CliRun.Around(home: _home, variables: ("TOLLGATE_DATA", _home)));

        Assert.Null(address.Key);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_and_an_address_that_is_none_are_said()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Kept)!);
        await File.WriteAllTextAsync(Kept, "{", Ct);

        Assert.Equal(ExitCode.Usage, (await CliRun.OfAsync(["me"], CliRun.Around(home: _home), Ct)).Code);
        Assert.Equal(ExitCode.Usage, (await CliRun.OfAsync(["login", "--url", "ftp://x", "--key", "k"], CliRun.Around(home: _home), Ct)).Code);
    }

    [Fact]
    public async Task Without_a_key_the_sentence_says_how_to_sign_in()
    {
        var run = await CliRun.OfAsync(["keys", "list", "--url", demo.Url.ToString()], CliRun.Around(home: _home, variables: ("TOLLGATE_DATA", _home)), Ct);

        Assert.Equal(ExitCode.Unauthorized, run.Code);
        Assert.Contains("login", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);
}
