using Tollgate.Load;

return args switch
{
    ["upstream", var port] => await UpstreamServer.RunAsync(int.Parse(port)),
    ["bare", var port, var upstream] => await BareForwarder.RunAsync(int.Parse(port), new Uri(upstream)),
    ["metered", var port, var upstream] => await MeteredForwarder.RunAsync(int.Parse(port), new Uri(upstream)),
    ["compare", .. var options] => await LineComparison.RunAsync(options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Tollgate.Load compare [--rounds N] [--calls N] [--out FILE] | upstream PORT | bare PORT UPSTREAM | metered PORT UPSTREAM");
    return 2;
}
