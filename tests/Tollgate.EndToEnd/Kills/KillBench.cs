using System.Collections.Concurrent;
using System.Globalization;
using Tollgate.EndToEnd.Gateway;
using Tollgate.EndToEnd.Money;
using Tollgate.TestKit.Provider;

namespace Tollgate.EndToEnd.Kills;

/// <summary>A gateway that is killed and started again on the same folder, and the traffic that goes on meanwhile.</summary>
internal sealed class KillBench : IAsyncDisposable
{
    private readonly FakeProvider _provider;
    private readonly ConcurrentBag<TrafficResult> _results = [];
    private GatewayKey? _key;
    private string? _budget;
    private int _number;

    private KillBench(FakeProvider provider, GatewaySetup setup)
    {
        _provider = provider;
        Setup = setup;
    }

    /// <summary>The folder that outlives the processes.</summary>
    public GatewaySetup Setup { get; }

    /// <summary>What clients saw, over all lives of the gateway.</summary>
    public IReadOnlyCollection<TrafficResult> Results => _results;

    /// <summary>How many calls were answered to their end.</summary>
    public int Answered => _results.Count(result => result is { Status: 200, SawEnd: true });

    /// <summary>Makes a folder with a key whose hard budget has a limit, in a first life that ends in good order.</summary>
    public static async Task<KillBench> CreateAsync(string limit, CancellationToken ct, Func<GatewaySetup, Task>? prepare = null)
    {
        var provider = await FakeProvider.StartAsync(GatewaySetup.ProviderOptions with { KeepRequests = 0 });
        var setup = new GatewaySetup(provider.Address) { MoreSettings = "journal: { segment_bytes: 262144 }" };
        var bench = new KillBench(provider, setup);
        await (prepare?.Invoke(setup) ?? Task.CompletedTask);
        await using var gateway = await GatewayProcess.StartAsync(setup, ct);
        using var admin = new AdminClient(setup.Address, setup.AdminKey);
        bench._key = await admin.CreateKeyAsync("killed", "", ct);
        bench._budget = await admin.CreateBudgetAsync(
            $$"""{"name":"tight","scope":"organization","limit_usd":"{{limit}}","window":"lifetime","hard":true}""", ct);
        await gateway.StopAsync();
        return bench;
    }

    /// <summary>Sends calls, so many at a time, until told to stop or until so many were sent.</summary>
    public Task LoadAsync(int most, int parallel, bool isStream, CancellationToken stop) => LoadAsync(most, parallel, () => Call(isStream), stop);

    /// <summary>The same with calls of all kinds, in trouble and out of it.</summary>
    public Task LoadMixedAsync(MixedTraffic traffic, int parallel, CancellationToken stop)
    {
        var gate = new Lock();
        return LoadAsync(int.MaxValue, parallel, Next, stop);

        MixedCall Next()
        {
            lock (gate)
            {
                return traffic.Next();
            }
        }
    }

    /// <summary>Starts the gateway once more and checks that nothing was lost, doubled or overspent.</summary>
    public async Task AssertNothingLostAsync(CancellationToken ct, string health = "ok")
    {
        var start = TimeProvider.System.GetTimestamp();
        await using var gateway = await GatewayProcess.StartAsync(Setup, ct);
        var replay = TimeProvider.System.GetElapsedTime(start);
        using var admin = new AdminClient(Setup.Address, Setup.AdminKey);
        var audit = new LedgerAudit(admin, _provider.Bill);
        var answered = _results.Where(result => result is { SawEnd: true, Status: 200 }).Select(result => result.Call.Mark).ToArray();

        await audit.CompareAsync(ct);
        var missing = await audit.MissingAsync(answered, ct);
        var budget = await admin.GetAsync($"/api/budgets/{_budget}", ct);
        var accounted = InvariantWatch.Money(budget, "settled") + InvariantWatch.Money(budget, "suspended") + InvariantWatch.Money(budget, "reserved");

        var page = await HealthPage.ReadAsync(Setup, ct);
        Assert.True((string?)page["status"] == health, page.ToJsonString());
        Assert.Empty(missing);
        Assert.True(audit.Faults.Count == 0, string.Join(Environment.NewLine, audit.Faults.Take(20)));
        Assert.True(_provider.Bill.Total <= accounted, $"The bill is {_provider.Bill.Total.CeilingNanos()}, accounted are {accounted.CeilingNanos()} nano-dollars.");
        Assert.True(accounted <= InvariantWatch.Money(budget, "limit"), budget.ToJsonString());
        Assert.InRange(replay.TotalSeconds, 0, 15);
        await gateway.StopAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        Setup.Dispose();
    }

    private async Task LoadAsync(int most, int parallel, Func<MixedCall> next, CancellationToken stop)
    {
        using var runner = new TrafficRunner(Setup.Address, _key!.Key);
        var left = most;
        var workers = Enumerable.Range(0, parallel).Select(async _ =>
        {
            while (!stop.IsCancellationRequested && Interlocked.Decrement(ref left) >= 0)
            {
                _results.Add(await runner.SendAsync(next(), CancellationToken.None));
            }
        });
        await Task.WhenAll(workers);
    }

    private MixedCall Call(bool isStream)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"k{Interlocked.Increment(ref _number)}");
        var stream = isStream ? "true" : "false";
        var body = $$$"""{"model":"fake-claude","max_tokens":1200,"stream":{{{stream}}},"messages":[{"role":"user","content":"[[mark={{{mark}}}; tokens=40; delay=5; event-delay=2]]"}]}""";
        return new MixedCall(mark, "/v1/messages", body, isStream, 0);
    }
}
