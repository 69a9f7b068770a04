using System.Collections.Concurrent;
using System.Net;
using Tollgate.EndToEnd.Gateway;
using Tollgate.EndToEnd.Money;
using Tollgate.TestKit.Bills;
using Tollgate.TestKit.Provider;

namespace Tollgate.EndToEnd.Budgets;

/// <summary>
/// A coding agent and its four parallel sub-agents on five dollars, with max_tokens 128000 on every turn: one turn's bound by bytes is most of
/// the budget, and yet the budget is spent.
/// </summary>
public sealed class CodingAgentTests
{
    private const int Agents = 5;
    private const int LeastOutput = 1_024;
    private const string Session = "5f0c7c1e-3d1f-4a58-9d6a-6b1f5a1c2d3e";
    private static readonly Rational FiveDollars = Rational.Parse("5");
    private static readonly Rational InputPerToken = Rational.Parse("0.00000625");
    private static readonly Rational OutputPerToken = Rational.Parse("0.000025");

    private readonly ConcurrentBag<AgentRefusal> _refusals = [];
    private int _answered;
    private int _held;
    private long _largest;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_five_dollars_it_spends_at_least_four_sixty_and_never_more_than_five()
    {
        await using var provider = await FakeProvider.StartAsync(GatewaySetup.ProviderOptions with { KeepRequests = 0 });
        using var setup = new GatewaySetup(provider.Address);
        await using var gateway = await GatewayProcess.StartAsync(setup, Ct);
        using var admin = new AdminClient(setup.Address, setup.AdminKey);
        var key = await admin.CreateKeyAsync("coder", "", Ct);
        var budget = await admin.CreateBudgetAsync("""{"name":"five","scope":"organization","limit_usd":"5.00","window":"lifetime","hard":true}""", Ct);
        var watch = new InvariantWatch(provider, admin, budget);
        using var http = new HttpClient { BaseAddress = new Uri(setup.Address) };
        http.DefaultRequestHeaders.Add("authorization", "Bearer " + key.Key);
        http.DefaultRequestHeaders.Add("anthropic-version", "2023-06-01");
        http.DefaultRequestHeaders.Add("x-claude-code-session-id", Session);
        using var stop = new CancellationTokenSource();

        var watching = watch.RunAsync(stop.Token);
        await Task.WhenAll(Enumerable.Range(0, Agents).Select(agent => WorkAsync(http, provider, new AgentConversation($"agent{agent}", Session, new Random(agent)))));
        await stop.CancelAsync();
        await watching;

        var final = await admin.GetAsync($"/api/budgets/{budget}", Ct);
        var settled = InvariantWatch.Money(final, "settled");
        var lines = provider.Bill.Lines;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"${final["settled"]} settled, {_answered} turns, {_held} held, largest body {_largest}, cache reads {lines.Sum(line => line.Usage.CacheRead)} of {lines.Sum(line => line.Usage.TotalInput)} input tokens, {watch.Looks} looks");
        Assert.Equal(Agents, _refusals.Count);
        Assert.Equal(provider.Bill.Total, settled);
        Assert.True(settled >= Rational.Parse("4.60") && settled <= FiveDollars, final.ToJsonString());
        Assert.True(watch.Breaches.Count == 0, string.Join(Environment.NewLine, watch.Breaches.Take(10)));
        Assert.True(_largest > 150_000, $"The largest body has {_largest} bytes.");
        Assert.True(lines.Sum(line => line.Usage.CacheRead) > lines.Sum(line => line.Usage.TotalInput) / 2, "Hardly anything is read from the cache.");
        var wrong = await WronglyRefusedAsync(admin);
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    /// <summary>One agent, turn by turn, until a turn is refused for good; one that is held back tries again when it is told to.</summary>
    private async Task WorkAsync(HttpClient http, FakeProvider provider, AgentConversation agent)
    {
        while (true)
        {
            var (body, mark) = agent.Next();
            using var answer = await SendAsync(http, body, mark);
            if (answer.IsSuccessStatusCode)
            {
                await answer.Content.ReadAsByteArrayAsync(Ct);
                agent.Answered(body, provider.Bill.Marked(mark)[0].Usage.TotalInput);
                Interlocked.Increment(ref _answered);
                InterlockedMax(body.Length);
                continue;
            }

            Assert.Equal(HttpStatusCode.PaymentRequired, answer.StatusCode);
            var least = (agent.SharpInput(body) * InputPerToken) + (LeastOutput * OutputPerToken);
            _refusals.Add(new AgentRefusal(mark, answer.Headers.GetValues("x-tollgate-request-id").Single(), least));
            return;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpClient http, byte[] body, string mark)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages?beta=true") { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.Add("x-request-id", mark);
            var answer = await http.SendAsync(request, Ct);
            if (answer.StatusCode != HttpStatusCode.TooManyRequests)
            {
                return answer;
            }

            Interlocked.Increment(ref _held);
            await Task.Delay(answer.Headers.RetryAfter!.Delta!.Value, Ct);
            answer.Dispose();
        }
    }

    /// <summary>Refusals at a moment when what was not yet spent would have paid for the least form of the turn, or that asked for more than that.</summary>
    private async Task<List<string>> WronglyRefusedAsync(AdminClient admin)
    {
        var wrong = new List<string>();
        foreach (var refusal in _refusals)
        {
            var call = await admin.CallAsync(refusal.RequestId, Ct);
            var left = FiveDollars - InvariantWatch.Money(call["refusal"]!, "settled_usd");
            if (left >= refusal.Least || InvariantWatch.Money(call["refusal"]!, "asked_usd") > refusal.Least)
            {
                wrong.Add($"{refusal.Mark}: {left.CeilingNanos()} nano-dollars were left, {refusal.Least.CeilingNanos()} would have done: {call["refusal"]!.ToJsonString()}");
            }
        }

        return wrong;
    }

    private void InterlockedMax(long length)
    {
        for (var seen = Volatile.Read(ref _largest); length > seen; seen = Volatile.Read(ref _largest))
        {
            Interlocked.CompareExchange(ref _largest, length, seen);
        }
    }
}
