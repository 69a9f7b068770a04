using Microsoft.Extensions.Logging;
using Tollgate.Hosting;
using Tollgate.Hosting.Settings;
using Tollgate.Simulation;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Cli.Demo;

/// <summary>A gateway in a folder of its own whose providers are all simulated: no key of the environment is read, no call leaves the machine.</summary>
internal sealed class DemoGateway : IAsyncDisposable
{
    private readonly SimulatedProvider _provider;
    private readonly SettingsFile _settings;
    private readonly GatewayHost _host;

    private DemoGateway(SimulatedProvider provider, SettingsFile settings, GatewayHost host)
    {
        _provider = provider;
        _settings = settings;
        _host = host;
    }

    /// <summary>Its address.</summary>
    public Uri Url => new(_host.Addresses.First());

    /// <summary>Its data folder.</summary>
    public string Data => _settings.Current.Data;

    /// <summary>Its admin key.</summary>
    public string AdminKey => File.ReadAllText(Path.Combine(Data, "admin.key")).Trim();

    /// <summary>Starts it; the folder gets a tollgate.yaml and the data.</summary>
    public static async Task<DemoGateway> StartAsync(string folder, SimulationOptions simulation, CancellationToken ct)
    {
        var provider = await SimulatedProvider.StartAsync(simulation, TimeProvider.System, ct);
        SettingsFile? settings = null;
        try
        {
            var path = Write(folder, provider.Address);
            (settings, var report) = SettingsFile.Open(new SettingsReader(ProviderCatalogue.Load(), NoVariable), path, TimeProvider.System);
            var options = new GatewayHostOptions { Environment = NoVariable, LogToConsole = false, LogLevel = LogLevel.Warning };
            var host = await GatewayHost.StartAsync(settings ?? throw new CliFault(ExitCode.CannotStart, string.Join('\n', report.Findings)), options, ct);
            return new DemoGateway(provider, settings, host);
        }
        catch
        {
            await (settings?.DisposeAsync() ?? ValueTask.CompletedTask);
            await provider.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the process is told to stop.</summary>
    public Task WaitAsync(CancellationToken ct) => _host.WaitAsync(ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _settings.DisposeAsync();
        await _provider.DisposeAsync();
    }

    private static string? NoVariable(string name) => null;

    private static string Write(string folder, Uri simulated)
    {
        Directory.CreateDirectory(folder);
        var address = simulated.ToString().TrimEnd('/');
        var path = Path.Combine(folder, "tollgate.yaml");
        File.WriteAllText(path, $$"""
            # Written by `tollgate demo`: every provider is simulated.
            listen: http://127.0.0.1:0
            data: ./data
            providers:
              openai:    { base_url: "{{address}}/v1", api_key: simulated }
              anthropic: { base_url: "{{address}}", api_key: simulated }
              gemini:    { base_url: "{{address}}", api_key: simulated }

            """);
        return path;
    }
}
