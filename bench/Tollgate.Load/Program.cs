using Tollgate.Load;

return args switch
{
    ["upstream", var port] => await UpstreamServer.RunAsync(int.Parse(port)),
    ["bare", var port, var upstream] => await BareForwarder.RunAsync(int.Parse(port), new Uri(upstream)),
    ["metered", var port, var upstream] => await MeteredForwarder.RunAsync(int.Parse(port), new Uri(upstream)),
    ["compare", .. var options] => await LineComparison.RunAsync(options),
    ["soak", .. var options] => await Soak.RunAsync(options is [var calls, ..] ? int.Parse(calls) : 1_000_000),
    ["drive", var address, var calls, .. var key] => await DriveAsync(new Uri(address), int.Parse(calls), key is [var text] ? text : null),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Tollgate.Load compare [--rounds N] [--calls N] [--only-cpu] [--out FILE] | soak [CALLS] | drive ADDRESS CALLS [KEY] | upstream PORT | bare PORT UPSTREAM | metered PORT UPSTREAM");
    return 2;
}

static async Task<int> DriveAsync(Uri address, int calls, string? key)
{
    using var client = new LoadClient(address, key);
    await client.ClosedLoopAsync(calls, 8);
    return 0;
}
