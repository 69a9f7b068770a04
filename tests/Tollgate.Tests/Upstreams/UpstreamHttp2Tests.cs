using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Tollgate.Core;
using Tollgate.Upstreams.Sending;

namespace Tollgate.Tests.Upstreams;

/// <summary>HTTP/2 is where an answer can come, and the call end, while the body is still being written.</summary>
public sealed class UpstreamHttp2Tests : IAsyncLifetime
{
    private readonly X509Certificate2 _certificate = Certificate();
    private readonly UpstreamClient _client;
    private WebApplication _server = null!;
    private RequestDelegate _behave = http => http.Response.WriteAsync("{}", http.RequestAborted);

    public UpstreamHttp2Tests() =>
        _client = new UpstreamClient(TimeProvider.System, new ConnectionPools((_, shown, _, _) => shown?.GetCertHashString() == _certificate.GetCertHashString()));

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(_certificate);
            });
        });
        _server = builder.Build();
        _server.Run(http => _behave(http));
        await _server.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        _certificate.Dispose();
    }

    [Fact]
    public async Task AProviderThatOffersHttp2_IsSpokenToInHttp2()
    {
        await using var exchange = await SendAsync(new RequestContent("{}"u8.ToArray()));

        Assert.Equal(200, exchange.Status);
        Assert.Equal(HttpVersion.Version20, exchange.Response!.Version);
        Assert.Equal(2, (await exchange.ReadAsync(new byte[16])).Bytes);
        Assert.Equal(new UpstreamRead(0, UpstreamFault.None), await exchange.ReadAsync(new byte[16]));
    }

    [Fact]
    public async Task AnAnswerBeforeTheBodyIsThrough_LetsGoOfTheBodyBeforeTheExchangeEnds()
    {
        _behave = async http =>
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            await http.Response.WriteAsync("{}");
            await http.Response.CompleteAsync();
        };
        var content = new RequestContent(new byte[32 << 20]);

        var exchange = await SendAsync(content);
        Assert.Equal(413, exchange.Status);
        await exchange.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<Exception>(() => content.CopyToAsync(new MemoryStream(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AStreamThatIsReset_IsBroken_AndWasSent()
    {
        _behave = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        };

        await using var exchange = await SendAsync(new RequestContent("{}"u8.ToArray()));

        Assert.Equal(CallResult.Broken, exchange.Fault.Result());
        Assert.True(exchange.WasSent);
    }

    [Fact]
    public async Task AStreamThatIsResetInMidAnswer_IsBroken()
    {
        _behave = async http =>
        {
            await http.Response.WriteAsync("{");
            await http.Response.Body.FlushAsync();
            http.Abort();
        };

        await using var exchange = await SendAsync(new RequestContent("{}"u8.ToArray()));
        var read = await exchange.ReadAsync(new byte[16]);
        while (!read.IsEnd)
        {
            read = await exchange.ReadAsync(new byte[16]);
        }

        Assert.Equal(CallResult.Broken, read.Fault.Result());
    }

    [Fact]
    public async Task ACertificateThatNobodyVouchesFor_IsAFailureToConnect()
    {
        using var strict = new UpstreamClient(TimeProvider.System);

        await using var exchange = await SendAsync(new RequestContent("{}"u8.ToArray()), strict);

        Assert.Equal(UpstreamFault.Tls, exchange.Fault);
        Assert.False(exchange.WasSent);
    }

    private async Task<UpstreamExchange> SendAsync(RequestContent content, UpstreamClient? client = null)
    {
        var deployment = Deployments.At(new Uri(_server.Urls.First()), "openai", "k");
        return await (client ?? _client).SendAsync(
            new UpstreamCall
            {
                Deployment = deployment,
                Surface = Surface.ChatCompletions,
                Address = new UpstreamAddress().Of(deployment, Surface.ChatCompletions, false, null, null, null),
                Content = content,
            },
            TestContext.Current.CancellationToken);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
