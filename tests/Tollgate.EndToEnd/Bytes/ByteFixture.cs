using System.Text;
using Tollgate.EndToEnd.Gateway;
using Tollgate.TestKit.Provider;

namespace Tollgate.EndToEnd.Bytes;

/// <summary>A gateway without budgets, so that nothing but what the tests name is spliced.</summary>
public sealed class ByteFixture : IAsyncLifetime
{
    private FakeProvider? _provider;
    private GatewayProcess? _gateway;
    private AdminClient? _admin;
    private GatewayKey? _key;

    /// <summary>A client that decodes nothing.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.None });

    /// <summary>The provider.</summary>
    public FakeProvider Provider => _provider!;

    /// <summary>The gateway.</summary>
    public GatewayProcess Gateway => _gateway!;

    /// <summary>The admin API.</summary>
    public AdminClient Admin => _admin!;

    /// <summary>A key without a budget.</summary>
    public GatewayKey Key => _key!;

    /// <summary>The bytes of the provider's last answer.</summary>
    public byte[] LastAnswer => Provider.AnswerOf(Provider.Bill.Lines[^1].Id)!;

    /// <summary>A request in the dialect of its path.</summary>
    public HttpRequestMessage Request(string path, string body, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Gateway.Setup.Address + path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("authorization", "Bearer " + (key ?? Key.Key));
        if (path.Contains("/messages", StringComparison.Ordinal))
        {
            request.Headers.Add("anthropic-version", "2023-06-01");
        }

        return request;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        _provider = await FakeProvider.StartAsync(GatewaySetup.ProviderOptions with { KeepsAnswers = true });
        // The route sweep tries wrong keys by the hundred.
        _gateway = await GatewayProcess.StartAsync(new GatewaySetup(_provider.Address) { MoreSettings = "failed_sign_ins_per_minute: 0" }, ct);
        _admin = new AdminClient(_gateway.Setup.Address, _gateway.Setup.AdminKey);
        _key = await _admin.CreateKeyAsync("bytes", "", ct);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _admin!.Dispose();
        await _gateway!.DisposeAsync();
        await _provider!.DisposeAsync();
        _gateway.Setup.Dispose();
    }
}
