using System.Net;
using Tollgate.Client.Calls;
using Tollgate.Core;

namespace Tollgate.Client.Tests.Calls;

public sealed class TollgateHandlerTests
{
    private const string Refusal = """{"error":{"message":"Budget 'me/day' is spent ($0.10 of $0.10).","type":"budget_exceeded","code":"budget_exceeded","rule":"me/day","limit":"0.10","settled":"0.10","reserved":"0.00","asked":"0.02","resets_at":"2026-11-22T00:00:00Z","help":"Wait.","contact":"ops"}}""";

    private static readonly CallTags Planner = new() { Agent = "planner", Session = "s-1", Labels = new Dictionary<string, string> { ["ticket"] = "42", ["team"] = "search" } };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ARequest_BearsTheTags_ButWhatTheProgramSetItselfStays()
    {
        using var gateway = new StubGateway(_ => StubGateway.Paid("0.01"));
        using var http = new HttpClient(new TollgateHandler(gateway) { Tags = Planner });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("http://gateway/v1/models"));
        request.Headers.Add("x-tollgate-session", "mine");

        using var answer = await http.SendAsync(request, Ct);

        var sent = Assert.Single(gateway.Requests).Headers;
        Assert.Equal(["planner", "mine", "ticket=42, team=search"], Values(sent, "x-tollgate-agent", "x-tollgate-session", "x-tollgate-tags"));
    }

    [Fact]
    public async Task ANameThatCannotStandInAHeader_IsSentAsTheHashThatTheGatewayMakesOfIt()
    {
        using var gateway = new StubGateway(_ => StubGateway.Paid("0.01"));
        using var http = new HttpClient(new TollgateHandler(gateway) { Tags = new CallTags { Agent = "Pläner", Session = " with space " } });

        using var answer = await http.GetAsync(new Uri("http://gateway/v1/models"), Ct);

        var sent = Assert.Single(gateway.Requests).Headers;
        Assert.StartsWith("sha256:", Values(sent, "x-tollgate-agent")[0], StringComparison.Ordinal);
        Assert.Equal("with space", Values(sent, "x-tollgate-session")[0]);
    }

    [Theory]
    [InlineData("a b", "c")]
    [InlineData("a", "c,d=e")]
    [InlineData("", "c")]
    public void ALabelThatTheGatewayWouldDrop_IsAnError(string name, string value) =>
        Assert.Throws<ArgumentException>(() => new CallTags { Labels = new Dictionary<string, string> { [name] = value } });

    [Fact]
    public void ASeventeenthLabel_IsAnError() =>
        Assert.Throws<ArgumentException>(() => new CallTags { Labels = Enumerable.Range(0, 17).ToDictionary(i => $"l{i}", i => "x") });

    [Fact]
    public void TagsOverOthers_TakeWhatTheyDoNotSay()
    {
        var both = new CallTags { Session = "mine", Labels = new Dictionary<string, string> { ["ticket"] = "7" } }.Over(Planner);

        Assert.Equal(("planner", "mine"), (both.Agent, both.Session));
        Assert.Equal(["ticket=7", "team=search"], both.Labels.Select(label => $"{label.Key}={label.Value}"));
    }

    [Fact]
    public async Task AnAnswer_IsHeardWithAllThatItsHeadersSay()
    {
        CallReceipt? heard = null;
        using var gateway = new StubGateway(_ => StubGateway.Paid("0.0105"));
        using var http = new HttpClient(new TollgateHandler(gateway) { Heard = receipt => heard = receipt });

        using var answer = await http.GetAsync(new Uri("http://gateway/v1/models"), Ct);

        Assert.Equal(
            new CallReceipt
            {
                RequestId = Guid.Parse("01998f3c-0000-7000-8000-000000000001"),
                Status = 200,
                Model = "sonnet",
                Cost = Money.Parse("0.0105"),
                InputTokens = 1000,
                OutputTokens = 500,
                Budget = BudgetStatus.Warn,
                BudgetRemaining = Money.Parse("0.25"),
                OutputLimit = 700,
                Guard = "warn pii/email",
            },
            heard);
    }

    [Fact]
    public async Task AnAnswerOfAnotherServer_IsNotHeard_AndElsewhereIsNotTagged()
    {
        var heard = 0;
        using var other = new StubGateway(_ => StubGateway.Answer(HttpStatusCode.OK, "x"));
        using var http = new HttpClient(new TollgateHandler(other) { Gateway = new Uri("http://gateway/prefix"), Tags = Planner, Heard = _ => heard++ });

        using var elsewhere = await http.GetAsync(new Uri("http://gateway/other/v1"), Ct);
        using var there = await http.GetAsync(new Uri("http://gateway/prefix/v1"), Ct);

        Assert.Equal([false, true], other.Requests.Select(request => request.Headers.Contains("x-tollgate-agent")));
        Assert.Equal(0, heard);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ASpentBudget_IsATypedException_WhereThatIsAskedFor(bool isAsync)
    {
        using var gateway = new StubGateway(_ => StubGateway.Spent(HttpStatusCode.BadRequest, Refusal));
        using var http = new HttpClient(new TollgateHandler(gateway) { ThrowsWhenSpent = true });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("http://gateway/v1/x"));

        var spent = isAsync
            ? await Assert.ThrowsAsync<BudgetSpentException>(() => http.SendAsync(request, Ct))
            : Assert.Throws<BudgetSpentException>(() => http.Send(request, Ct));

        Assert.Equal(("me/day", "Wait.", "ops"), (spent.Budget, spent.Help, spent.Contact));
        Assert.Equal([Money.Parse("0.10"), Money.Parse("0.10"), Money.Zero, Money.Parse("0.02")], new[] { spent.Limit!.Value, spent.Spent!.Value, spent.Reserved!.Value, spent.Asked!.Value });
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero), spent.ResetsAt);
        Assert.Equal(Guid.Parse("01998f3c-0000-7000-8000-000000000009"), spent.RequestId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ASpentBudget_IsElseAnAnswerAsItCame(bool isAsync)
    {
        using var gateway = new StubGateway(_ => StubGateway.Spent(HttpStatusCode.BadRequest, Refusal));
        using var http = new HttpClient(new TollgateHandler(gateway));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("http://gateway/v1/x"));

        using var answer = isAsync ? await http.SendAsync(request, Ct) : http.Send(request, Ct);

        Assert.Equal(Refusal, await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"error":"no"}""")]
    [InlineData("""{"error":{"code":"cost_unbounded"}}""")]
    [InlineData("""{"error":{"details":[7,{"metadata":3}]}}""")]
    public async Task AnAnswerThatIsNoRefusalForABudget_IsNoException(string body)
    {
        using var gateway = new StubGateway(_ => StubGateway.Spent(HttpStatusCode.BadRequest, body));
        using var http = new HttpClient(new TollgateHandler(gateway) { ThrowsWhenSpent = true });

        using var answer = await http.GetAsync(new Uri("http://gateway/v1/x"), Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("""{"type":"error","error":{"type":"billing_error","message":"It is spent.","code":"budget_exceeded","rule":"r"},"request_id":"x"}""")]
    [InlineData("""{"error":{"code":400,"message":"It is spent.","status":"FAILED_PRECONDITION","details":[{"@type":"a"},{"@type":"b","reason":"BUDGET_EXCEEDED","domain":"tollgate","metadata":{"code":"budget_exceeded","rule":"r"}}]}}""")]
    public async Task ASpentBudget_IsReadInEveryDialect(string body)
    {
        using var gateway = new StubGateway(_ => StubGateway.Spent(HttpStatusCode.PaymentRequired, body));
        using var http = new HttpClient(new TollgateHandler(gateway) { ThrowsWhenSpent = true });

        var spent = await Assert.ThrowsAsync<BudgetSpentException>(() => http.GetAsync(new Uri("http://gateway/v1/x"), Ct));

        Assert.Equal(("It is spent.", "r"), (spent.Message, spent.Budget));
    }

    private static string[] Values(System.Net.Http.Headers.HttpRequestHeaders headers, params string[] names) => [.. names.Select(name => string.Join(", ", headers.GetValues(name)))];
}
