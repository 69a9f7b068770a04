using System.Text;
using System.Text.Json.Nodes;
using Tollgate.EndToEnd.Gateway;
using Tollgate.EndToEnd.Money;
using Tollgate.TestKit.Bills;
using Tollgate.TestKit.Provider;

namespace Tollgate.EndToEnd.Accounts;

/// <summary>A gateway with two accounts of each provider, each account at a fake provider of its own; the first one is tried first.</summary>
public sealed class TwoAccounts : IAsyncDisposable
{
    private readonly GatewayProcess _gateway;

    private TwoAccounts(FakeProvider first, FakeProvider second, GatewayProcess gateway, AdminClient admin, GatewayKey key, string budget)
    {
        First = first;
        Second = second;
        _gateway = gateway;
        Admin = admin;
        Key = key;
        Budget = budget;
        Http = new HttpClient { BaseAddress = new Uri(gateway.Setup.Address) };
        Http.DefaultRequestHeaders.Add("authorization", "Bearer " + key.Key);
        Http.DefaultRequestHeaders.Add("anthropic-version", "2023-06-01");
    }

    /// <summary>Where the first account is.</summary>
    public FakeProvider First { get; }

    /// <summary>Where the second account is.</summary>
    public FakeProvider Second { get; }

    /// <summary>The admin API.</summary>
    public AdminClient Admin { get; }

    /// <summary>A key under a hard budget.</summary>
    public GatewayKey Key { get; }

    /// <summary>The budget's id.</summary>
    public string Budget { get; }

    /// <summary>A client with the key.</summary>
    public HttpClient Http { get; }

    /// <summary>Starts one; with an address given, the first account is there instead.</summary>
    public static async Task<TwoAccounts> StartAsync(CancellationToken ct, string? firstAddress = null)
    {
        var first = await FakeProvider.StartAsync(GatewaySetup.ProviderOptions);
        var second = await FakeProvider.StartAsync(GatewaySetup.ProviderOptions);
        var setup = new GatewaySetup(second.Address)
        {
            HasTwoAccounts = true,
            FirstAccountAddress = firstAddress ?? first.Address,
            ProviderSettings = "timeouts: { connect: 2s, first_byte: 2s, between_bytes: 2s }",
        };
        var gateway = await GatewayProcess.StartAsync(setup, ct);
        var admin = new AdminClient(setup.Address, setup.AdminKey);
        var key = await admin.CreateKeyAsync("two", "", ct);
        var budget = await admin.CreateBudgetAsync("""{"name":"ten","scope":"organization","limit_usd":"10","window":"lifetime","hard":true}""", ct);
        return new TwoAccounts(first, second, gateway, admin, key, budget);
    }

    /// <summary>Sends a call and reads its answer.</summary>
    public async Task<(int Status, string Text, JsonNode Call)> SendAsync(string path, string body, CancellationToken ct)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await Http.PostAsync(path, content, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        return ((int)answer.StatusCode, text, await Admin.CallAsync(answer.Headers.GetValues("x-tollgate-request-id").Single(), ct));
    }

    /// <summary>What both providers charge.</summary>
    public Rational Bill() => First.Bill.Total + Second.Bill.Total;

    /// <summary>What the budget holds as settled.</summary>
    public async Task<Rational> SettledAsync(CancellationToken ct) => InvariantWatch.Money(await Admin.GetAsync($"/api/budgets/{Budget}", ct), "settled");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Admin.Dispose();
        await _gateway.DisposeAsync();
        await First.DisposeAsync();
        await Second.DisposeAsync();
        _gateway.Setup.Dispose();
    }
}
