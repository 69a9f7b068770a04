using System.Globalization;

namespace Tollgate.Load;

/// <summary>Many plain calls through the product: its memory must be flat and small, whatever the number of calls.</summary>
internal static class Soak
{
    private const int Steps = 20;
    private const double MostMegabytes = 150;

    public static async Task<int> RunAsync(int calls)
    {
        using var upstream = await Peer.StartAsync("direct", 1, LineComparison.UpstreamPort, Environment.ProcessPath!, ["upstream", LineComparison.UpstreamPort.ToString(CultureInfo.InvariantCulture)], "/");
        using var tollgate = await TollgatePeer.StartAsync(LineComparison.UpstreamPort);
        using var client = new LoadClient(tollgate.Address, tollgate.Key);
        Console.WriteLine("| calls | CPU µs/call | memory MB |");
        Console.WriteLine("|---|---|---|");
        var most = 0.0;
        for (var step = 1; step <= Steps; step++)
        {
            var before = tollgate.Cpu();
            await client.ClosedLoopAsync(calls / Steps, 8);
            var cpu = (tollgate.Cpu() - before).TotalMicroseconds / (calls / Steps);
            var memory = tollgate.Memory() / 1048576.0;
            most = Math.Max(most, memory);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {calls / Steps * step} | {cpu:F1} | {memory:F0} |"));
        }

        Console.WriteLine(most <= MostMegabytes ? "flat" : $"more than {MostMegabytes} MB");
        return most <= MostMegabytes ? 0 : 1;
    }
}
