using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Tollgate.Hosting;
using Tollgate.Hosting.Settings;
using Tollgate.TestKit.Provider;

namespace Tollgate.Tests.Hosting;

/// <summary>A gateway in process with TLS and a listener for metrics alone, in front of a fake provider.</summary>
public sealed class HostFixture : IAsyncLifetime
{
    private const string AdminKey = "operator-key-of-the-host-tests-0001";
    private readonly string _folder = Directory.CreateTempSubdirectory("tollgate-host").FullName;
    private FakeProvider? _provider;
    private SettingsFile? _settings;

    internal GatewayHost Gateway { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>Where /metrics is served without a key.</summary>
    public string Metrics { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync(new FakeProviderOptions());
        var hash = WriteCertificate();
        var path = Path.Combine(_folder, "tollgate.yaml");
        await File.WriteAllTextAsync(path, string.Create(CultureInfo.InvariantCulture, $$"""
            listen: https://127.0.0.1:0
            tls: { certificate: cert.pem, key: key.pem }
            metrics: { listen: "https://127.0.0.1:0" }
            data: ./data
            admin_key: {{AdminKey}}
            providers:
              openai: { base_url: {{_provider.Address}}/v1, api_key: provider-secret }
            models:
              fake-chat: { provider: openai, context_window: 128000, max_output: 8000, price_per_million: { input: 2.50, output: 10 } }
            """));
        var opened = GatewaySettings.Open(path);
        _settings = opened.File ?? throw new InvalidOperationException(string.Join('\n', opened.Report.Findings));
        Gateway = await GatewayHost.StartAsync(_settings, new GatewayHostOptions { LogToConsole = false, LogLevel = LogLevel.Warning }, CancellationToken.None);
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString(HashAlgorithmName.SHA256) == hash;
        Http = new HttpClient(handler)
        {
            BaseAddress = new Uri(Gateway.Addresses.First()),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        Metrics = Gateway.Addresses.Last();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Gateway.DisposeAsync();
        await _settings!.DisposeAsync();
        await _provider!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public async Task<string> KeyAsync()
    {
        using var reply = await SendAsync(HttpMethod.Post, "/api/keys", $$"""{"name":"key-{{Guid.NewGuid():N}}"}""", AdminKey);
        return (await JsonAsync(reply))["key"]!.GetValue<string>();
    }

    public Task<HttpResponseMessage> AdminAsync(HttpMethod method, string path, string? body = null, string? lastEvent = null) => SendAsync(method, path, body, AdminKey, lastEvent);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body, string? key, string? lastEvent = null)
    {
        using var request = new HttpRequestMessage(method, path) { Version = Http.DefaultRequestVersion, VersionPolicy = Http.DefaultVersionPolicy };
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        if (lastEvent is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEvent);
        }

        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public static async Task<JsonNode> JsonAsync(HttpResponseMessage reply)
    {
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private string WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var wanted = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        using var certificate = wanted.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(_folder, "cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }
}
