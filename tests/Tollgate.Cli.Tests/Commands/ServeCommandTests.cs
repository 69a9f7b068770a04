using System.Net;
using System.Net.Sockets;

namespace Tollgate.Cli.Tests.Commands;

public sealed class ServeCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tollgate-serve-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Settings => Path.Combine(_folder, "tollgate.yaml");

    [Fact]
    public async Task The_first_start_prints_the_admin_key_once_what_was_found_and_what_to_do_next()
    {
        Write("http://127.0.0.1:0", "providers: { openai: { base_url: 'http://127.0.0.1:1/v1', api_key: x } }");

        var first = await ServeAsync();
        var second = await ServeAsync();

        Assert.Matches(@"Admin key \(shown once\): tga-\w{8}-\w{49}\n", first);
        Assert.DoesNotContain("tga-", second, StringComparison.Ordinal);
        Assert.Contains("Providers: openai", first, StringComparison.Ordinal);
        Assert.Contains("Looked for: ANTHROPIC_API_KEY", first, StringComparison.Ordinal);
        Assert.Equal(3, first.Split("Next:")[1].Trim().Split('\n').Length);
    }

    [Fact]
    public async Task Without_a_provider_the_demo_is_the_next_step()
    {
        Write("http://127.0.0.1:0", string.Empty);

        Assert.Contains("tollgate demo", (await ServeAsync()).Split("Next:")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_one_sentence_and_7()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        Write($"http://{other.LocalEndpoint}", string.Empty);

        var run = await CliRun.OfAsync(["serve", "--config", Settings], CliRun.Around(), Ct);

        Assert.Equal(ExitCode.CannotStart, run.Code);
        Assert.Contains("taken by another program", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_cannot_be_used_are_said_all_at_once_and_end_with_7()
    {
        await File.WriteAllTextAsync(Settings, "listen: nowhere\nbananas: 3\n", Ct);

        var serve = await CliRun.OfAsync(["serve"], CliRun.Around(variables: ("TOLLGATE_CONFIG", Settings)), Ct);
        var check = await CliRun.OfAsync(["config", "check", "--config", Settings], CliRun.Around(), Ct);

        Assert.Equal((ExitCode.CannotStart, ExitCode.CannotStart), (serve.Code, check.Code));
        Assert.Contains("bananas", serve.Error, StringComparison.Ordinal);
        Assert.Contains("listen", serve.Error, StringComparison.Ordinal);
        Assert.EndsWith("cannot be used.\n", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_settings_has_nothing_to_check()
    {
        var run = await CliRun.OfAsync(["config", "check"], CliRun.Around(), Ct);

        Assert.Equal(0, run.Code);
        Assert.Contains("`tollgate serve` runs without one", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_own_model_that_is_hardly_meant_so_is_said()
    {
        Write("http://127.0.0.1:0", "models:\n  mine: { provider: opneai }\n  yours: { provider: openai, upstream_model: gpt-nobody-has }\n");

        var run = await CliRun.OfAsync(["config", "check", "--config", Settings], CliRun.Around(), Ct);

        Assert.Equal(0, run.Code);
        Assert.Contains("models.mine.provider: There is no provider 'opneai' in the catalogue or in this file. Did you mean 'openai'?", run.Output, StringComparison.Ordinal);
        Assert.Contains("models.yours.price_per_million: The model has no price", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_can_be_used_end_with_0()
    {
        Write("http://127.0.0.1:0", string.Empty);

        Assert.Equal(0, (await CliRun.OfAsync(["config", "check", "--config", Settings], CliRun.Around(), Ct)).Code);
    }

    [Fact]
    public async Task A_new_admin_key_ends_the_old_one()
    {
        Write("http://127.0.0.1:0", string.Empty);
        await ServeAsync();
        var old = await File.ReadAllTextAsync(Path.Combine(_folder, "data", "admin.key"), Ct);

        var unasked = await CliRun.OfAsync(["admin-key", "reset", "--config", Settings], CliRun.Around(), Ct);
        var reset = await CliRun.OfAsync(["admin-key", "reset", "--config", Settings, "--yes"], CliRun.Around(), Ct);

        Assert.Equal((ExitCode.Usage, 0), (unasked.Code, reset.Code));
        Assert.Matches(@"^tga-\w{8}-\w{49}\n$", reset.Output);
        Assert.NotEqual(old.Trim(), reset.Output.Trim());
        Assert.Equal(reset.Output.Trim(), (await File.ReadAllTextAsync(Path.Combine(_folder, "data", "admin.key"), Ct)).Trim());
        await ServeAsync(async url =>
        {
            Assert.Equal(ExitCode.Unauthorized, (await CliRun.OfAsync(["me", "--url", url, "--key", old.Trim()], CliRun.Around(), Ct)).Code);
            Assert.Equal(0, (await CliRun.OfAsync(["me", "--url", url, "--key", reset.Output.Trim()], CliRun.Around(), Ct)).Code);
            Assert.Equal(ExitCode.CannotStart, (await CliRun.OfAsync(["admin-key", "reset", "--config", Settings, "--yes"], CliRun.Around(), Ct)).Code);
            Assert.Equal(ExitCode.CannotStart, (await CliRun.OfAsync(["serve", "--config", Settings], CliRun.Around(), Ct)).Code);
        });
    }

    [Fact]
    public async Task A_folder_without_data_gets_no_admin_key()
    {
        Write("http://127.0.0.1:0", string.Empty);

        var run = await CliRun.OfAsync(["admin-key", "reset", "--config", Settings, "--yes"], CliRun.Around(), Ct);

        Assert.Equal(ExitCode.CannotStart, run.Code);
        Assert.False(Directory.Exists(Path.Combine(_folder, "data")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string listen, string more) => File.WriteAllText(Settings, $"listen: {listen}\ndata: {Path.Combine(_folder, "data")}\n{more}\n");

    /// <summary>Serves until it has printed everything, and gives that back.</summary>
    private async Task<string> ServeAsync(Func<string, Task>? meanwhile = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();
        var serving = Program.RunAsync(["serve", "--config", Settings], output, error, CliRun.Around(), stop.Token);
        await Eventually.IsTrueAsync(() => serving.IsCompleted || output.ToString().Contains("calls --follow", StringComparison.Ordinal), Ct);
        Assert.False(serving.IsCompleted, error.ToString());
        if (meanwhile is not null)
        {
            await meanwhile(output.ToString().Split(" on ")[1].Split(',')[0]);
        }

        await stop.CancelAsync();
        Assert.Equal(0, await serving);
        return output.ToString();
    }
}
