using Tollgate.Cli.Demo;
using Tollgate.Simulation;

namespace Tollgate.Cli.Tests;

/// <summary>A gateway with simulated providers, and the command line pointed at it.</summary>
public sealed class DemoFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tollgate-cli-").FullName;
    private DemoGateway? _gateway;

    public Uri Url => _gateway!.Url;

    public async ValueTask InitializeAsync() =>
        _gateway = await DemoGateway.StartAsync(_folder, new SimulationOptions { FirstByteMilliseconds = 0, EventMilliseconds = 0 }, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _gateway!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Runs a command with the admin key.</summary>
    public Task<CliRun> RunAsync(params string[] args) => RunAsAsync(_gateway!.AdminKey, args);

    /// <summary>Runs a command with a key.</summary>
    public async Task<CliRun> RunAsAsync(string key, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Program.RunAsync([.. args, "--url", Url.ToString(), "--key", key], output, error, TestContext.Current.CancellationToken);
        return new CliRun(code, output.ToString(), error.ToString());
    }
}
