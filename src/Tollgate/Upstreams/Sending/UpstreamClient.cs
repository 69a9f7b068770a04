using System.Net;

namespace Tollgate.Upstreams.Sending;

/// <summary>Sends attempts to providers. Addresses come from operator settings only.</summary>
internal sealed class UpstreamClient(TimeProvider time, ConnectionPools? pools = null) : IDisposable
{
    private readonly ConnectionPools _pools = pools ?? new ConnectionPools();

    /// <summary>Sends an attempt and waits for the answer's head; whatever goes wrong is in the exchange.</summary>
    public async ValueTask<UpstreamExchange> SendAsync(UpstreamCall call, CancellationToken ct)
    {
        var timeouts = call.Deployment.TimeoutsOf(call.Surface);
        var message = new HttpRequestMessage(call.Method, call.Address) { Content = call.Content };
        if (call.Address.Scheme == Uri.UriSchemeHttps)
        {
            message.Version = HttpVersion.Version20;
            message.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        }

        RequestHeaders.Apply(call, message);
        var exchange = new UpstreamExchange(call, message, new Deadline(time, timeouts, call, ct));
        try
        {
            await exchange.StartAsync(_pools.For(timeouts.Connect, call.Deployment.Proxy), time);
            return exchange;
        }
        catch
        {
            await exchange.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _pools.Dispose();
}
