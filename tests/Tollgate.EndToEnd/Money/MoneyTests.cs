using Tollgate.EndToEnd.Gateway;
using Tollgate.TestKit.Bills;
using Tollgate.TestKit.Provider;

namespace Tollgate.EndToEnd.Money;

/// <summary>The ledger against the provider's bill, which is kept in fractions by code that shares nothing with the product.</summary>
public sealed class MoneyTests
{
    private const int Parallel = 64;
    private const int Timeouts = 24;

    private static int Calls => Environment.GetEnvironmentVariable("TOLLGATE_LONG") is null ? 20_000 : 100_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mixed_traffic_is_accounted_to_the_nano_dollar_and_never_below_the_bill()
    {
        await using var provider = await FakeProvider.StartAsync(GatewaySetup.ProviderOptions with { KeepRequests = 0 });
        using var setup = new GatewaySetup(provider.Address) { HasTwoAccounts = true, ProviderSettings = "timeouts: { first_byte: 2s, between_bytes: 2s }" };
        await using var gateway = await GatewayProcess.StartAsync(setup, Ct);
        using var admin = new AdminClient(setup.Address, setup.AdminKey);
        var budget = await admin.CreateBudgetAsync("""{"name":"everything","scope":"organization","limit_usd":"100000","window":"lifetime","hard":true}""", Ct);
        var key = await admin.CreateKeyAsync("mixed", "", Ct);
        using var runner = new TrafficRunner(setup.Address, key.Key);
        var traffic = new MixedTraffic(seed: 20_000);
        var calls = Enumerable.Range(0, Calls).Select(number => number % (Calls / Timeouts) == 0 ? traffic.NextTimeout() : traffic.Next()).ToArray();
        var watch = new InvariantWatch(provider, admin, budget);
        using var stop = new CancellationTokenSource();

        var watching = watch.RunAsync(stop.Token);
        await runner.RunAsync(calls, Parallel, Ct);
        await QuietAsync(admin, budget);
        await stop.CancelAsync();
        await watching;
        var audit = new LedgerAudit(admin, provider.Bill);
        await audit.CompareAsync(Ct);
        var missing = await audit.MissingAsync(calls.Select(call => call.Mark), Ct);
        var final = await admin.GetAsync($"/api/budgets/{budget}", Ct);

        TestContext.Current.TestOutputHelper!.WriteLine($"{calls.Length} calls: {audit.Exact} exact and {audit.Bounded} bounded lines, {audit.Retried} retried, {watch.Looks} looks, ${final["settled"]} settled, ${final["suspended"]} uncertain, bill {provider.Bill.Total.CeilingNanos()} nano-dollars");
        Assert.True(audit.Faults.Count == 0, Show(audit.Faults));
        Assert.True(watch.Breaches.Count == 0, Show(watch.Breaches));
        Assert.True(missing.Count == 0, Show(missing));
        Assert.Equal(audit.Cost, InvariantWatch.Money(final, "settled"));
        Assert.Equal(Rational.Zero, InvariantWatch.Money(final, "reserved"));
        Assert.True(audit.Exact > Calls / 2 && audit.Retried > Calls / 100, $"{audit.Exact} exact and {audit.Bounded} bounded lines, {audit.Retried} retried");
        Assert.True(watch.Looks > 20, $"{watch.Looks} looks");
    }

    private static string Show(IReadOnlyList<string> faults) => $"{faults.Count}:{Environment.NewLine}{string.Join(Environment.NewLine, faults.Take(20))}";

    /// <summary>Waits until nothing is reserved: aborted calls are settled a moment after the client has gone.</summary>
    private static async Task QuietAsync(AdminClient admin, string budget)
    {
        for (var i = 0; i < 200; i++)
        {
            if (InvariantWatch.Money(await admin.GetAsync($"/api/budgets/{budget}", Ct), "reserved") == Rational.Zero)
            {
                return;
            }

            await Task.Delay(50, Ct);
        }
    }
}
