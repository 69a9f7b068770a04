using System.Collections.Concurrent;
using System.Globalization;
using Tollgate.EndToEnd.Gateway;
using Tollgate.EndToEnd.Money;
using Tollgate.TestKit.Bills;
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

    /// <summary>Begins streams, takes their first bytes and goes away; comes back when the gateway has begun to read each of them on without its client.</summary>
    public async Task LeaveAsync(int calls, string directives, CancellationToken ct)
    {
        // By default a client that lets go of an answer reads on itself for a while.
        using var http = new HttpClient(new SocketsHttpHandler { MaxResponseDrainSize = 0 }) { BaseAddress = new Uri(Setup.Address) };
        await Task.WhenAll(Enumerable.Range(0, calls).Select(async _ =>
        {
            var mark = string.Create(CultureInfo.InvariantCulture, $"left{Interlocked.Increment(ref _number)}");
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages")
            {
                Content = new StringContent($$$"""{"model":"fake-claude","max_tokens":1200,"stream":true,"messages":[{"role":"user","content":"[[mark={{{mark}}}; {{{directives}}}]]"}]}"""),
            };
            request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", _key!.Key);
            request.Headers.Add("x-request-id", mark);
            using var reply = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            await using var stream = await reply.Content.ReadAsStreamAsync(ct);
            Assert.True(reply.IsSuccessStatusCode && await stream.ReadAsync(new byte[64], ct) > 0);
        }));
        await UntilDrainingAsync(calls, ct);
    }

    /// <summary>Comes back when so many calls were answered to their end, over all lives of the gateway.</summary>
    public async Task UntilAnsweredAsync(int calls, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (Answered < calls)
        {
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>The gateway's own counter: a gauge would miss those that came to their end while others were still left.</summary>
    private async Task UntilDrainingAsync(int calls, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = new Uri(Setup.Address) };
        http.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", Setup.AdminKey);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        var sign = string.Create(CultureInfo.InvariantCulture, $"\ntollgate_drained_calls_total {calls}\n");
        while (!(await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), patience.Token)).Contains(sign, StringComparison.Ordinal))
        {
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>How the budget stands in the next life, and what the provider billed.</summary>
    public async Task<(Rational Settled, Rational Uncertain, Rational Bill)> StandAsync(CancellationToken ct)
    {
        await using var gateway = await GatewayProcess.StartAsync(Setup, ct);
        using var admin = new AdminClient(Setup.Address, Setup.AdminKey);
        var budget = await admin.GetAsync($"/api/budgets/{_budget}", ct);
        await gateway.StopAsync();
        return (InvariantWatch.Money(budget, "settled"), InvariantWatch.Money(budget, "uncertain"), _provider.Bill.Total);
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
