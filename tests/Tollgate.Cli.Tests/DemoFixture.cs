using Tollgate.Cli.Demo;
using Tollgate.Simulation;

namespace Tollgate.Cli.Tests;

/// <summary>A gateway with simulated providers, and the command line pointed at it.</summary>
public sealed class DemoFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tollgate-cli-").FullName;
    private DemoGateway? _gateway;

    public Uri Url => _gateway!.Url;

    public string AdminKey => _gateway!.AdminKey;

    public string Data => Path.Combine(_folder, "data");

    public string Settings => Path.Combine(_folder, "tollgate.yaml");

    public async ValueTask InitializeAsync() =>
        _gateway = await DemoGateway.StartAsync(_folder, new SimulationOptions { FirstByteMilliseconds = 0, EventMilliseconds = 0 }, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _gateway!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Runs a command with the admin key.</summary>
    public Task<CliRun> RunAsync(params string[] args) => RunAsAsync(AdminKey, args);

    /// <summary>Runs a command with the admin key in a terminal of so many columns.</summary>
    public Task<CliRun> RunInAsync(string columns, params string[] args) =>
        CliRun.OfAsync(At(args, AdminKey), CliRun.Around(variables: ("COLUMNS", columns)), TestContext.Current.CancellationToken);

    /// <summary>Runs a command with the admin key and something to read.</summary>
    public Task<CliRun> RunReadingAsync(string input, params string[] args) => CliRun.OfAsync(At(args, AdminKey), CliRun.Around(input), TestContext.Current.CancellationToken);

    /// <summary>Runs a command with the admin key until it is told to stop.</summary>
    public Task<CliRun> RunUntilAsync(CancellationToken ct, params string[] args) => CliRun.OfAsync(At(args, AdminKey), CliRun.Around(), ct);

    /// <summary>Runs a command with a key.</summary>
    public Task<CliRun> RunAsAsync(string key, params string[] args) => CliRun.OfAsync(At(args, key), CliRun.Around(), TestContext.Current.CancellationToken);

    private string[] At(string[] args, string key)
    {
        var at = Array.IndexOf(args, "--") is var dashes and >= 0 ? dashes : args.Length;
        return [.. args[..at], "--url", Url.ToString(), "--key", key, .. args[at..]];
    }
}
