using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Tollgate.Hosting;

namespace Tollgate.Tests.Hosting;

/// <summary>An address that cannot be listened at is one sentence, before anything is made.</summary>
public sealed class ListeningTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tollgate-port-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ATakenPort_IsSaidBeforeTheDataFolderIsMade()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        var fault = await StartAsync(address);

        Assert.Equal($"{address} is taken by another program. Set `listen` in the settings file, or stop the other one.", fault.Message);
        Assert.Equal(["tollgate.yaml"], Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task AnAddressOfAnotherMachine_IsSaid()
    {
        var fault = await StartAsync("http://192.0.2.1:4000");

        Assert.Equal("http://192.0.2.1:4000 is no address of this machine. Set `listen` in the settings file.", fault.Message);
    }

    [Fact]
    public async Task ATakenPortOfTheMetrics_IsSaidToo()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        var fault = await StartAsync("http://127.0.0.1:0", $"metrics: {{ listen: '{address}' }}");

        Assert.StartsWith($"{address} is taken", fault.Message, StringComparison.Ordinal);
    }

    private async Task<GatewayFault> StartAsync(string listen, string more = "")
    {
        var path = Path.Combine(_folder, "tollgate.yaml");
        await File.WriteAllTextAsync(path, $"listen: {listen}\ndata: ./data\n{more}\n");
        await using var settings = GatewaySettings.Open(path).File!;
        return await Assert.ThrowsAsync<GatewayFault>(() =>
            GatewayHost.StartAsync(settings, new GatewayHostOptions { LogToConsole = false, LogLevel = LogLevel.Warning }, CancellationToken.None));
    }
}
