using Tollgate.Upstreams.Probing;
using Tollgate.Upstreams.Sending;

namespace Tollgate.Tests.Upstreams;

public sealed class ProviderProbeTests : IDisposable
{
    private readonly UpstreamClient _client = new(TimeProvider.System);

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(200, "key", true)]
    [InlineData(401, "key", false)]
    [InlineData(403, "key", false)]
    [InlineData(404, "key", null)]
    [InlineData(429, "key", true)]
    [InlineData(503, "key", null)]
    public async Task TheKey_IsJudgedByTheProvidersAnswer(int status, string step, bool? isOk)
    {
        await using var server = RawServer.Answering($"HTTP/1.1 {status} X\r\nContent-Length: 2\r\n\r\n{{}}");

        var report = await TryAsync(server.Address, null);

        Assert.Equal(["dns", "connect", step], report.Steps.Select(part => part.Name));
        Assert.Equal(isOk, report.Steps[^1].IsOk);
        Assert.Equal(isOk != false, report.IsOk);
        Assert.DoesNotContain("sk-upstream-secret", string.Join('\n', report.Steps), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"data":[{"id":"other"},{"id":"gpt-5"}]}""", true)]
    [InlineData("""{"models":[{"name":"models/gpt-5"}]}""", true)]
    [InlineData("""[{"id":"gpt-5"}]""", true)]
    [InlineData("""{"data":[{"id":"gpt-5-mini","owned_by":"gpt-5"}]}""", false)]
    [InlineData("""{"data":[{"id":"gpt-5""", false)]
    public async Task TheModel_IsLookedForInTheList(string list, bool isThere)
    {
        await using var server = RawServer.Answering($"HTTP/1.1 200 OK\r\nContent-Length: {list.Length}\r\n\r\n{list}");

        var step = (await TryAsync(server.Address, "gpt-5")).Steps[^1];

        Assert.Equal("model", step.Name);
        Assert.Equal(isThere, step.IsOk);
    }

    [Fact]
    public async Task ANameWithoutAnAddress_IsTheFirstAndOnlyFault()
    {
        var step = Assert.Single((await TryAsync(new Uri("https://nowhere.invalid"), "gpt-5")).Steps);

        Assert.Equal(("dns", false), (step.Name, step.IsOk!.Value));
    }

    [Fact]
    public async Task AClosedPort_IsNamed()
    {
        var report = await TryAsync(new Uri("http://127.0.0.1:1"), null);

        Assert.Equal("connect", report.Steps[^1].Name);
        Assert.False(report.IsOk);
    }

    [Fact]
    public async Task AServerWithoutTls_FailsAtTls()
    {
        await using var server = new RawServer(connection => connection.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"));

        var report = await TryAsync(new UriBuilder(server.Address) { Scheme = "https" }.Uri, null);

        Assert.Equal("tls", report.Steps[^1].Name);
        Assert.False(report.IsOk);
    }

    [Fact]
    public async Task AServerThatTakesTheRequestAndLeaves_FailsAtTheKeyStep()
    {
        await using var server = new RawServer(connection => connection.ReadRequestAsync());

        var report = await TryAsync(server.Address, null);

        Assert.Contains("did not answer", report.Steps[^1].Sentence, StringComparison.Ordinal);
        Assert.False(report.IsOk);
    }

    private Task<ProbeReport> TryAsync(Uri address, string? model) =>
        new ProviderProbe(_client, new UpstreamAddress()).TryAsync(Deployments.At(address, "openai", "sk-upstream-secret-0001"), model, TestContext.Current.CancellationToken);
}
