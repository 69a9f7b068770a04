using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Tollgate.EndToEnd.Gateway;
using Tollgate.EndToEnd.Money;
using Tollgate.TestKit.Provider;

namespace Tollgate.EndToEnd.Bytes;

/// <summary>TLS and HTTP/2 on both sides of the real binary, with certificates of the test's own.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private const string Messages = "/v1/messages";
    private FakeProvider? _provider;
    private GatewaySetup? _setup;
    private GatewayProcess? _gateway;
    private AdminClient? _admin;
    private HttpClient? _http;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync(GatewaySetup.ProviderOptions with { HasTls = true, KeepsAnswers = true });
        _setup = new GatewaySetup(_provider.TlsAddress) { ProviderSettings = "timeouts: { connect: 5s, first_byte: 5s }" };
        using var certificate = FakeProvider.SelfSigned();
        _setup.AddTls(certificate);
        _setup.Trust(_provider.CertificatePem);
        _gateway = await GatewayProcess.StartAsync(_setup, Ct);
        _admin = new AdminClient(_setup.Address, _setup.AdminKey);
        var key = await _admin.CreateKeyAsync("tls", "", Ct);
        var thumbprint = certificate.Thumbprint;
        _http = new HttpClient(new SocketsHttpHandler
        {
            ResponseDrainTimeout = TimeSpan.Zero,
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == thumbprint },
        })
        {
            BaseAddress = new Uri(_setup.TlsAddress),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Key);
        _http.DefaultRequestHeaders.Add("anthropic-version", "2023-06-01");
    }

    public async ValueTask DisposeAsync()
    {
        _http!.Dispose();
        _admin!.Dispose();
        await _gateway!.DisposeAsync();
        await _provider!.DisposeAsync();
        _setup!.Dispose();
    }

    [Fact]
    public async Task An_answer_and_a_stream_pass_byte_by_byte_over_http_2_on_both_sides()
    {
        foreach (var stream in (string[])["false", "true"])
        {
            var body = $$"""{"max_tokens":1024,"stream":{{stream}},"model":"fake-claude","messages":[{"role":"user","content":"[[tokens=40]]"}]}""";

            using var answer = await _http!.SendAsync(Request(body), Ct);

            var received = await answer.Content.ReadAsStringAsync(Ct);
            Assert.Equal((HttpStatusCode.OK, HttpVersion.Version20), (answer.StatusCode, answer.Version));
            Assert.Equal(("HTTP/2", body), (_provider!.LastRequest.Protocol, _provider.LastRequest.Text));
            Assert.Equal(Encoding.UTF8.GetString(_provider.AnswerOf(_provider.Bill.Lines[^1].Id)!), received);
        }
    }

    [Fact]
    public async Task A_stream_tells_its_final_cost_in_a_trailer()
    {
        using var answer = await _http!.SendAsync(Request("""{"max_tokens":1024,"stream":true,"model":"fake-claude","messages":[{"role":"user","content":"[[tokens=40]]"}]}"""), Ct);

        var call = await _admin!.CallAsync(answer.Headers.GetValues("x-tollgate-request-id").Single(), Ct);
        Assert.Equal((string?)call["cost_usd"], answer.TrailingHeaders.GetValues("x-tollgate-cost").Single());
        Assert.Equal(_provider!.Bill.Total.CeilingNanos(), InvariantWatch.Money(call, "cost_usd").CeilingNanos());
    }

    [Fact]
    public async Task Many_streams_share_one_connection_and_a_client_that_leaves_one_leaves_the_others_alone()
    {
        var calls = Enumerable.Range(0, 20).Select(async number =>
        {
            using var answer = await _http!.SendAsync(
                Request("""{"max_tokens":2048,"stream":true,"model":"fake-claude","messages":[{"role":"user","content":"[[tokens=100; event-delay=20]]"}]}"""), HttpCompletionOption.ResponseHeadersRead, Ct);
            var id = answer.Headers.GetValues("x-tollgate-request-id").Single();
            await using var body = await answer.Content.ReadAsStreamAsync(Ct);
            _ = await body.ReadAsync(new byte[64], Ct);
            if (number % 4 == 0)
            {
                return (IsLeft: true, id);
            }

            await body.CopyToAsync(Stream.Null, Ct);
            return (IsLeft: false, id);
        });

        foreach (var (isLeft, id) in await Task.WhenAll(calls))
        {
            Assert.Equal(isLeft ? "client_aborted" : "completed", await ResultAsync(id));
        }

        Assert.All(_provider!.Requests, request => Assert.Equal("HTTP/2", request.Protocol));
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_a_failure_to_connect_and_costs_nothing()
    {
        using var setup = new GatewaySetup(_provider!.TlsAddress);
        await using var gateway = await GatewayProcess.StartAsync(setup, Ct);
        using var admin = new AdminClient(setup.Address, setup.AdminKey);
        var key = await admin.CreateKeyAsync("distrust", "", Ct);
        using var http = new HttpClient { BaseAddress = new Uri(setup.Address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Key);

        using var answer = await http.SendAsync(Request("""{"max_tokens":1024,"model":"fake-claude","messages":[{"role":"user","content":"x"}]}"""), Ct);

        var call = await admin.CallAsync(answer.Headers.GetValues("x-tollgate-request-id").Single(), Ct);
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains("TLS", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(("connect_failed", "0.00"), ((string?)call["attempts"]![0]!["result"], (string?)call["cost_usd"]));
        Assert.Empty(_provider.Requests);
    }

    private static HttpRequestMessage Request(string body) => new(HttpMethod.Post, Messages)
    {
        Content = new StringContent(body, Encoding.UTF8, "application/json"),
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
    };

    /// <summary>An abort reaches the ledger a moment after the client has gone.</summary>
    private async Task<string?> ResultAsync(string id)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return (string?)(await _admin!.CallAsync(id, Ct))["result"];
            }
            catch (HttpRequestException) when (i < 100)
            {
                await Task.Delay(50, Ct);
            }
        }
    }
}
