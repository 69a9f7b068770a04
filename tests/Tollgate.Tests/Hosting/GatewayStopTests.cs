using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Tollgate.Tests.Hosting;

/// <summary>The order of a stop: whoever asks first hears that no more calls are taken; only then does anything close.</summary>
public sealed class GatewayStopTests : IAsyncLifetime
{
    private readonly HostFixture _host = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task AGatewayThatIsToldToStop_SaysSo_WhileItStillAnswers()
    {
        var key = await _host.KeyAsync();
        using var before = await _host.SendAsync(HttpMethod.Get, "/health/ready", null, null);

        _host.Gateway.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        using var ready = await _host.SendAsync(HttpMethod.Get, "/health/ready", null, null);
        using var live = await _host.SendAsync(HttpMethod.Get, "/health/live", null, null);
        using var call = await _host.SendAsync(HttpMethod.Post, "/v1/chat/completions", """{"model":"fake-chat","messages":[{"role":"user","content":"hello"}]}""", key);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable], [before.StatusCode, ready.StatusCode, live.StatusCode, call.StatusCode]);
        Assert.Equal("not_ready", JsonNode.Parse(await call.Content.ReadAsStringAsync(Ct))!["error"]!["code"]!.GetValue<string>());
    }
}
