using System.Net;
using Tollgate.EndToEnd.Gateway;
using Tollgate.EndToEnd.Money;
using Tollgate.TestKit.Bills;
using Tollgate.TestKit.Provider;

namespace Tollgate.EndToEnd.Budgets;

/// <summary>A cap holds, and can be spent: through the real binary, against the provider's own bill.</summary>
public sealed class HardBudgetTests : IAsyncLifetime
{
    private static readonly Rational FiveDollars = Rational.Parse("5");
    private FakeProvider? _provider;
    private GatewaySetup? _setup;
    private GatewayProcess? _gateway;
    private AdminClient? _admin;
    private GatewayKey? _key;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync(GatewaySetup.ProviderOptions with { KeepRequests = 0 });
        _setup = new GatewaySetup(_provider.Address) { ProviderSettings = "timeouts: { first_byte: 1s, between_bytes: 1s }" };
        _gateway = await GatewayProcess.StartAsync(_setup, Ct);
        _admin = new AdminClient(_setup.Address, _setup.AdminKey);
        _key = await _admin.CreateKeyAsync("five", "\"budgets\":[{\"limit_usd\":\"5.00\",\"window\":\"lifetime\",\"hard\":true}]", Ct);
    }

    public async ValueTask DisposeAsync()
    {
        _admin!.Dispose();
        await _gateway!.DisposeAsync();
        await _provider!.DisposeAsync();
        _setup!.Dispose();
    }

    [Fact]
    public async Task A_thousand_calls_at_once_of_ten_cents_each_admit_exactly_fifty()
    {
        using var runner = new TrafficRunner(_setup!.Address, _key!.Key);
        var calls = Enumerable.Range(0, 1_000).Select(number => Dime(number, limit: 100, tokens: 100));

        await runner.RunAsync(calls, 1_000, Ct);

        Assert.Equal(50, runner.Results.Count(result => result.Status == 200));
        Assert.Equal(FiveDollars, _provider!.Bill.Total);
        Assert.Equal(FiveDollars, InvariantWatch.Money(await BudgetAsync(), "settled"));
    }

    [Fact]
    public async Task Clients_that_honour_budget_held_spend_all_but_one_bound()
    {
        using var runner = new TrafficRunner(_setup!.Address, _key!.Key);
        var bound = Rational.Parse("0.30");

        await Parallel.ForEachAsync(Enumerable.Range(0, 16), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Ct }, async (worker, ct) =>
        {
            for (var number = 0; ; number++)
            {
                var result = await runner.SendAsync(Dime((worker * 1_000) + number, limit: 300, tokens: 100), ct);
                if (result.Status == (int)HttpStatusCode.BadRequest)
                {
                    return;
                }

                await Task.Delay(result.Status == (int)HttpStatusCode.TooManyRequests ? 1_000 : 0, ct);
            }
        });

        var settled = InvariantWatch.Money(await BudgetAsync(), "settled");
        Assert.True(settled > FiveDollars - bound && settled <= FiveDollars, $"{settled.CeilingNanos()} nano-dollars are settled.");
        Assert.Equal(settled, _provider!.Bill.Total);
    }

    [Fact]
    public async Task A_provider_that_bills_the_most_it_may_never_gets_past_the_limit()
    {
        string[] ways =
        [
            "adversary", "adversary; fault=hang", "adversary; fault=reset", "adversary; fault=resetmid; after=2", "adversary; fault=stall; after=2",
            "adversary; fault=endmid; after=2", "adversary; usage=none", "adversary; usage=null", "adversary; fault=truncate", "adversary; status=500; error-usage",
        ];
        await _admin!.SendAsync(HttpMethod.Patch, $"/api/budgets/{(string?)(await BudgetAsync())["id"]}", "{\"limit_usd\":\"40\"}", Ct);
        using var runner = new TrafficRunner(_setup!.Address, _key!.Key);
        var calls = Enumerable.Range(0, 400).Select(number => Adverse(number, ways[number % ways.Length]));

        await runner.RunAsync(calls, 24, Ct);

        var budget = await BudgetAsync();
        var audit = new LedgerAudit(_admin, _provider!.Bill);
        await audit.CompareAsync(Ct);
        var accounted = InvariantWatch.Money(budget, "settled") + InvariantWatch.Money(budget, "suspended") + InvariantWatch.Money(budget, "reserved");
        Assert.True(audit.Faults.Count == 0, string.Join(Environment.NewLine, audit.Faults.Take(10)));
        Assert.True(_provider!.Bill.Count > 100 && _provider.Bill.Total > FiveDollars, $"{_provider.Bill.Count} requests were billed.");
        Assert.True(_provider.Bill.Total <= accounted, $"The bill is {_provider.Bill.Total.CeilingNanos()}, accounted are {accounted.CeilingNanos()} nano-dollars.");
        Assert.True(accounted <= InvariantWatch.Money(budget, "limit"), budget.ToJsonString());
    }

    /// <summary>A token of this model is a tenth of a cent, and its input is free: the bound is the limit of tokens.</summary>
    private static MixedCall Dime(int number, int limit, int tokens) =>
        new($"d{number}", "/v1/chat/completions", $$"""{"model":"fake-dime","max_tokens":{{limit}},"messages":[{"role":"user","content":"[[mark=d{{number}}; tokens={{tokens}}; delay=20]]"}]}""", false, 0);

    private static MixedCall Adverse(int number, string way)
    {
        var prompt = $"[[mark=a{number}; {way}]]";
        var stream = number % 2 == 0 ? "true" : "false";
        var ttl = number % 4 < 2 ? "5m" : "1h";
        var (path, body) = (number % 8) switch
        {
            6 when number % 16 == 6 => ("/v1/responses", $$"""{"model":"gpt-5-mini","max_output_tokens":3000,"stream":{{stream}},"store":false,"service_tier":"auto","input":"{{prompt}}"}"""),
            6 => ("/v1/chat/completions", $$"""{"model":"gpt-5-mini","max_completion_tokens":3000,"stream":{{stream}},"messages":[{"role":"user","content":"{{prompt}}"}]}"""),
            7 when number % 16 == 7 => ("/v1/responses", $$"""{"model":"gpt-5-mini","max_output_tokens":2000,"stream":{{stream}},"store":false,"tools":[{"type":"web_search"}],"input":"{{prompt}}"}"""),
            7 => ("/v1/messages", $$"""{"model":"fake-claude","max_tokens":1500,"stream":{{stream}},"tools":[{"type":"web_search_20250305","name":"web_search","max_uses":1}],"messages":[{"role":"user","content":"{{prompt}}"}]}"""),
            _ => Common(number, prompt, stream, ttl),
        };
        return new MixedCall($"a{number}", path, body, number % 2 == 0, 0);
    }

    private static (string Path, string Body) Common(int number, string prompt, string stream, string ttl) => (number % 3) switch
        {
            0 when number % 12 == 0 => ("/v1/messages", $$$"""{"model":"fake-claude","max_tokens":1500,"stream":{{{stream}}},"messages":[{"role":"user","content":[{"type":"text","text":"x","cache_control":{"type":"ephemeral","ttl":"{{{ttl}}}"}}]},{"role":"user","content":[{"type":"image","source":{"type":"url","url":"https://example.com/a.png"}}]},{"role":"user","content":"{{{prompt}}}"}]}"""),
            0 => ("/v1/messages", $$$"""{"model":"fake-claude","max_tokens":1500,"stream":{{{stream}}},"thinking":{"type":"enabled","budget_tokens":1024},"messages":[{"role":"user","content":"{{{prompt}}}"}]}"""),
            1 => ("/v1/responses", $$"""{"model":"fake-chat","max_output_tokens":2000,"stream":{{stream}},"store":false,"input":"{{prompt}}"}"""),
            _ => ("/v1/chat/completions", $$"""{"model":"fake-chat","max_tokens":2000,"n":3,"stream":{{stream}},"messages":[{"role":"user","content":"{{prompt}}"}]}"""),
        };

    private async Task<System.Text.Json.Nodes.JsonNode> BudgetAsync()
    {
        for (var i = 0; ; i++)
        {
            var budget = (await _admin!.ListAsync("/api/budgets", Ct)).Single();
            var now = await _admin.GetAsync($"/api/budgets/{(string?)budget["id"]}", Ct);
            if (i == 100 || InvariantWatch.Money(now, "reserved") == Rational.Zero)
            {
                return now;
            }

            await Task.Delay(50, Ct);
        }
    }
}
