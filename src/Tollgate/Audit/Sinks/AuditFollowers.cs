using Microsoft.Extensions.Logging;
using Tollgate.Audit.Anchors;
using Tollgate.Outbound;

namespace Tollgate.Audit.Sinks;

/// <summary>Everybody who follows the log: each sink in a loop of its own, and the anchors.</summary>
internal sealed class AuditFollowers(AuditOptions options, AuditReader log, AuditPositions positions, Anchorer anchorer, WebPost web, TimeProvider time, ILoggerFactory logs)
{
    private readonly SinkOptions _following = new();

    /// <summary>Runs them until the gateway stops.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var followers = options.Sinks.Select(Follow).ToList();
        try
        {
            await Task.WhenAll([anchorer.RunAsync(ct), .. followers.Select(follower => follower.RunAsync(ct))]);
        }
        finally
        {
            followers.ForEach(static follower => follower.Dispose());
        }
    }

    /// <summary>How far each has come.</summary>
    public async Task<IReadOnlyList<SinkReply>> ListAsync(AuditChain chain, CancellationToken ct)
    {
        var head = await chain.HeadAsync(ct);
        var at = await positions.ListAsync(ct);
        var known = options.Sinks.Select(sink => (Name: $"sink/{sink.Name}", To: $"{sink.To.Scheme}://{sink.To.Authority}")).ToList();
        AddAnchors(known);
        return [.. known.Select(one => SinkReply.Of(one.Name, one.To, at.FirstOrDefault(position => position.Name == one.Name), head.Sequence))];
    }

    private void AddAnchors(List<(string Name, string To)> known)
    {
        if (options.Anchors.File is { } file)
        {
            known.Add(("anchor/file", file));
        }

        if (options.Anchors.Url is { } url)
        {
            known.Add(("anchor/url", $"{url.Scheme}://{url.Authority}"));
        }
    }

    private SinkFollower Follow(SinkEntry sink)
    {
        ISinkWire wire = sink.To.Scheme is "http" or "https" ? new HookWire(sink, web, time) : new SyslogWire(sink, Environment.MachineName);
        return new SinkFollower(sink, wire, log, positions, _following, time, logs.CreateLogger<SinkFollower>());
    }
}
