using System.Net.Http.Json;
using Tollgate.EndToEnd.Gateway;
using Tollgate.TestKit.Provider;

namespace Tollgate.EndToEnd.Targets;

/// <summary>The real gateway in front of a fake provider, with a key that may spend and one whose budget is spent.</summary>
public sealed class GatewayFixture : ITargetFixture, IAsyncLifetime
{
    private FakeProvider? _provider;
    private GatewayProcess? _gateway;
    private Target? _target;

    /// <inheritdoc/>
    public Target Target => _target!;

    /// <summary>The gateway.</summary>
    public GatewayProcess Gateway => _gateway!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        _provider = await FakeProvider.StartAsync(GatewaySetup.ProviderOptions);
        _gateway = await GatewayProcess.StartAsync(new GatewaySetup(_provider.Address), ct);
        using var admin = new AdminClient(_gateway.Setup.Address, _gateway.Setup.AdminKey);
        var rich = await admin.CreateKeyAsync("rich", "\"budgets\":[{\"limit_usd\":\"1000\",\"window\":\"day\",\"hard\":true}]", ct);
        var spent = await admin.CreateKeyAsync("spent", "\"budgets\":[{\"limit_usd\":\"0.10\",\"window\":\"lifetime\",\"hard\":true}]", ct);
        await SpendAsync(_gateway.Setup.Address, spent.Key, ct);
        _target = new Target(_gateway.Setup.Address, rich.Key, "tg-wrong", spent.Key, _provider);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gateway!.DisposeAsync();
        await _provider!.DisposeAsync();
        _gateway.Setup.Dispose();
    }

    /// <summary>Uses up exactly ten cents: a hundred tokens at a thousand dollars a million.</summary>
    private static async Task SpendAsync(string address, string key, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        http.DefaultRequestHeaders.Add("x-tollgate-api-key", key);
        var body = new { model = "fake-dime", max_tokens = 100, messages = new[] { new { role = "user", content = "[[tokens=100]]" } } };
        using var answer = await http.PostAsJsonAsync("/v1/chat/completions", body, ct);
        answer.EnsureSuccessStatusCode();
    }
}
