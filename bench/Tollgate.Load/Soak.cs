using System.Globalization;

namespace Tollgate.Load;

/// <summary>Many plain calls through the product: its memory must be flat and small, whatever the number of calls.</summary>
internal static class Soak
{
    private const int Steps = 20;
    private const double MostMegabytes = 150;

    /// <summary>The last quarter may hold so much more than the second one.</summary>
    private const double MostGrowth = 1.05;

    public static async Task<int> RunAsync(int calls)
    {
        using var upstream = await Peer.StartAsync("direct", 1, LineComparison.UpstreamPort, Environment.ProcessPath!, ["upstream", LineComparison.UpstreamPort.ToString(CultureInfo.InvariantCulture)], "/");
        using var tollgate = await TollgatePeer.StartAsync(LineComparison.UpstreamPort);
        using var client = new LoadClient(tollgate.Address, tollgate.Key);
        Console.WriteLine("| calls | CPU µs/call | memory MB |");
        Console.WriteLine("|---|---|---|");
        var held = new List<double>();
        for (var step = 1; step <= Steps; step++)
        {
            var before = tollgate.Cpu();
            await client.ClosedLoopAsync(calls / Steps, 8);
            var cpu = (tollgate.Cpu() - before).TotalMicroseconds / (calls / Steps);
            var memory = tollgate.Memory() / 1048576.0;
            held.Add(memory);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {calls / Steps * step} | {cpu:F1} | {memory:F0} |"));
        }

        return Judge(held);
    }

    private static int Judge(List<double> held)
    {
        var growth = held[^(Steps / 4)..].Average() / held[(Steps / 4)..(Steps / 2)].Average();
        var isSmall = held.Max() <= MostMegabytes;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"most {held.Max():F0} MB (bar {MostMegabytes:F0}), last quarter {growth:F3} of the second (bar {MostGrowth}): {(isSmall && growth <= MostGrowth ? "small and flat" : "not small and flat")}"));
        return isSmall && growth <= MostGrowth ? 0 : 1;
    }
}
