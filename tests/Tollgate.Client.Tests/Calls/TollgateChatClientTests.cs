using System.Globalization;
using System.Net;
using Microsoft.Extensions.AI;
using Tollgate.Client.Calls;
using Tollgate.Client.Costs;
using Tollgate.Core;

namespace Tollgate.Client.Tests.Calls;

public sealed class TollgateChatClientTests
{
    private const string Id = "01998f3c-0000-7000-8000-000000000001";
    private const string Refusal = """{"error":{"message":"Budget 'me/day' is spent.","code":"budget_exceeded","rule":"me/day","limit":"0.10"}}""";
    private const string Record = """{"cost_usd":"0.011685","uncertain_usd":"0.00","usage":{"input":1000,"cache_read":200,"cache_write_5m":300,"output":500}}""";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ATurn_BearsItsTags_AndItsResponseWhatItCost()
    {
        using var gateway = new StubGateway(_ => StubGateway.Paid("0.01"));
        using var http = new HttpClient(new TollgateHandler(gateway));
        using var below = new HttpChat(http);
        using var chat = below.UseTollgate(new TollgateChatOptions { Tags = new CallTags { Agent = "planner", Session = "all" } });
        var options = new ChatOptions { Temperature = 0.5f }.WithTags(new CallTags { Session = "one", Labels = new Dictionary<string, string> { ["ticket"] = "42" } });

        var response = await chat.GetResponseAsync("Hello.", options, Ct);

        Assert.Equal(Money.Parse("0.01"), response.Costs()!.Total);
        Assert.Equal((BudgetStatus.Warn, Money.Parse("0.25")), (response.Costs()!.Budget, response.Costs()!.BudgetRemaining!.Value));
        var sent = Assert.Single(gateway.Requests).Headers;
        Assert.Equal(["planner", "one", "ticket=42"], new[] { "x-tollgate-agent", "x-tollgate-session", "x-tollgate-tags" }.Select(name => sent.GetValues(name).Single()));
        Assert.Equal(0.5f, below.Options!.Temperature);
        Assert.Empty(below.Options.AdditionalProperties!);
        Assert.Single(options.AdditionalProperties!);
    }

    [Fact]
    public async Task ATurnOfSeveralRequests_IsTheirSum()
    {
        using var gateway = new StubGateway(_ => StubGateway.Paid("0.01"));
        using var http = new HttpClient(new TollgateHandler(gateway));
        using var chat = new HttpChat(http, rounds: 3).UseTollgate();

        var costs = (await chat.GetResponseAsync("Hello.", cancellationToken: Ct)).Costs()!;

        Assert.Equal((3, Money.Parse("0.03"), Money.Parse("0.03")), (costs.Receipts.Count, costs.Total!.Value, costs.AtMost!.Value));
    }

    [Fact]
    public async Task TurnsAtTheSameTime_DoNotMixTheirCosts()
    {
        using var gateway = new StubGateway(request => StubGateway.Paid($"0.{request.Headers.GetValues("x-tollgate-session").Single().PadLeft(9, '0')}"));
        using var http = new HttpClient(new TollgateHandler(gateway));
        using var chat = new HttpChat(http, rounds: 2).UseTollgate();

        var sums = await Task.WhenAll(Enumerable.Range(1, 200).Select(async turn =>
        {
            var options = new ChatOptions().WithTags(new CallTags { Session = turn.ToString(CultureInfo.InvariantCulture) });
            return turn % 2 == 0
                ? (await chat.GetResponseAsync("Hello.", options, Ct)).Costs()!.Total!.Value.Nanos
                : (await chat.GetStreamingResponseAsync("Hello.", options, Ct).ToChatResponseAsync(Ct)).Costs()!.Total!.Value.Nanos;
        }));

        Assert.Equal(Enumerable.Range(1, 200).Select(turn => 2L * turn), sums);
    }

    [Fact]
    public async Task ATurnWithinATurn_CountsForItself_AndInheritsWhatItDoesNotSay()
    {
        using var gateway = new StubGateway(_ => StubGateway.Paid("0.01"));
        using var http = new HttpClient(new TollgateHandler(gateway));
        using var inner = new HttpChat(http).UseTollgate(new TollgateChatOptions { Tags = new CallTags { Agent = "helper" } });
        using var outer = new NestedChat(inner, new HttpChat(http)).UseTollgate(new TollgateChatOptions { Tags = new CallTags { Agent = "boss", Session = "s" } });

        var costs = (await outer.GetResponseAsync("Hello.", cancellationToken: Ct)).Costs()!;

        Assert.Single(costs.Receipts);
        Assert.Equal(["helper s", "boss s"], gateway.Requests.Select(request => string.Join(' ', request.Headers.GetValues("x-tollgate-agent").Concat(request.Headers.GetValues("x-tollgate-session")))));
    }

    [Fact]
    public async Task AStream_EndsWithWhatTheGatewayHasOnRecord_AskedWithTheSameKey()
    {
        var book = new CostBook();
        using var gateway = new StubGateway(Streamed);
        using var http = new HttpClient(new TollgateHandler(gateway));
        using var chat = new HttpChat(http).UseTollgate(new TollgateChatOptions { Tags = new CallTags { Session = "s" }, Book = book });

        var pieces = await ToListAsync(chat.GetStreamingResponseAsync("Hello.", cancellationToken: Ct));

        Assert.All(pieces.SkipLast(1), piece => Assert.Null(piece.Costs()));
        var receipt = Assert.Single(pieces[^1].Costs()!.Receipts);
        Assert.Equal((Money.Parse("0.011685"), Money.Parse("0.5"), 1500L, 500L), (receipt.Cost!.Value, receipt.CostMax!.Value, receipt.InputTokens!.Value, receipt.OutputTokens!.Value));
        Assert.Equal("hello", pieces.ToChatResponse().Text);
        Assert.Single(pieces.ToChatResponse().Messages);
        var question = gateway.Requests.Last();
        Assert.Equal(("http://gateway/api/me/calls/" + Id, "Bearer tg-key"), (question.RequestUri!.AbsoluteUri, question.Headers.GetValues("Authorization").Single()));
        var entry = Assert.Single(book.History());
        Assert.Equal(("s", "sonnet", Id, Money.Parse("0.011685"), 200L, LineFlags.None), (entry.Session, entry.Model, entry.RequestId, entry.Cost, entry.Usage[Unit.CacheRead], entry.Flags));
    }

    [Fact]
    public async Task AStreamWithATrailer_NeedsNoQuestion()
    {
        using var gateway = new StubGateway(request =>
        {
            var answer = Streamed(request);
            answer.TrailingHeaders.Add("x-tollgate-cost", "0.02");
            answer.TrailingHeaders.Add("x-tollgate-tokens-input", "7");
            return answer;
        });
        using var http = new HttpClient(new TollgateHandler(gateway));
        using var chat = new HttpChat(http).UseTollgate();

        var costs = (await chat.GetStreamingResponseAsync("Hello.", cancellationToken: Ct).ToChatResponseAsync(Ct)).Costs()!;

        Assert.Equal((Money.Parse("0.02"), 7L), (costs.Total!.Value, costs.Receipts[0].InputTokens!.Value));
        Assert.Single(gateway.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData((HttpStatusCode)0)]
    public async Task AStreamWhoseCostNobodySays_IsUnknown_AndBookedAtItsMost(HttpStatusCode status)
    {
        var book = new CostBook();
        using var gateway = new StubGateway(request => request.Method == HttpMethod.Get && status == 0 ? throw new HttpRequestException("gone") : request.Method == HttpMethod.Get ? StubGateway.Answer(status, "") : Streamed(request));
        using var http = new HttpClient(new TollgateHandler(gateway));
        using var chat = new HttpChat(http).UseTollgate(new TollgateChatOptions { Book = book });

        var costs = (await chat.GetStreamingResponseAsync("Hello.", cancellationToken: Ct).ToChatResponseAsync(Ct)).Costs()!;

        Assert.Null(costs.Total);
        Assert.Equal(Money.Parse("0.5"), costs.AtMost);
        Assert.Equal((Money.Parse("0.5"), LineFlags.Estimated), (book.Total, book.History()[0].Flags));
    }

    [Fact]
    public async Task AStreamThatIsGivenUp_IsBookedAtItsMost()
    {
        var book = new CostBook();
        using var gateway = new StubGateway(Streamed);
        using var http = new HttpClient(new TollgateHandler(gateway));
        using var chat = new HttpChat(http).UseTollgate(new TollgateChatOptions { Book = book });

        await foreach (var piece in chat.GetStreamingResponseAsync("Hello.", cancellationToken: Ct))
        {
            break;
        }

        Assert.Equal(Money.Parse("0.5"), book.Total);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ASpentBudget_IsATypedException_WithTheLibrarysOwnInside(bool isStream)
    {
        var calls = 0;
        var book = new CostBook();
        using var gateway = new StubGateway(_ => ++calls == 1 ? StubGateway.Paid("0.09") : StubGateway.Spent(HttpStatusCode.BadRequest, Refusal));
        using var http = new HttpClient(new TollgateHandler(gateway));
        using var chat = new HttpChat(http, rounds: 2).UseTollgate(new TollgateChatOptions { Book = book });

        var spent = await Assert.ThrowsAsync<BudgetSpentException>(async () =>
            _ = isStream ? await chat.GetStreamingResponseAsync("Hello.", cancellationToken: Ct).ToChatResponseAsync(Ct) : await chat.GetResponseAsync("Hello.", cancellationToken: Ct));

        Assert.Equal(("me/day", Money.Parse("0.10")), (spent.Budget, spent.Limit!.Value));
        Assert.IsType<InvalidOperationException>(spent.InnerException);
        Assert.Equal((Money.Parse("0.09"), Money.Parse("0.09")), (spent.Costs.Total!.Value, book.Total));
    }

    [Fact]
    public async Task AnotherFailure_StaysWhatItWas()
    {
        using var gateway = new StubGateway(_ => StubGateway.Answer(HttpStatusCode.InternalServerError, "", $"x-tollgate-request-id={Id}"));
        using var http = new HttpClient(new TollgateHandler(gateway));
        using var chat = new HttpChat(http).UseTollgate();

        await Assert.ThrowsAsync<InvalidOperationException>(() => chat.GetResponseAsync("Hello.", cancellationToken: Ct));
    }

    [Fact]
    public async Task WithoutTheHandler_NothingIsKnown()
    {
        using var gateway = new StubGateway(_ => StubGateway.Paid("0.01"));
        using var http = new HttpClient(gateway);
        using var chat = new HttpChat(http).UseTollgate();

        var costs = (await chat.GetResponseAsync("Hello.", cancellationToken: Ct)).Costs()!;

        Assert.Empty(costs.Receipts);
        Assert.Null(costs.Total);
        Assert.Null(new ChatResponse().Costs());
    }

    private static HttpResponseMessage Streamed(HttpRequestMessage request) => request.Method == HttpMethod.Get
        ? StubGateway.Answer(HttpStatusCode.OK, Record)
        : StubGateway.Answer(HttpStatusCode.OK, "hello", $"x-tollgate-request-id={Id}", "x-tollgate-cost-max=0.5", "x-tollgate-model-used=sonnet");

    private static async Task<List<ChatResponseUpdate>> ToListAsync(IAsyncEnumerable<ChatResponseUpdate> updates)
    {
        var list = new List<ChatResponseUpdate>();
        await foreach (var update in updates)
        {
            list.Add(update);
        }

        return list;
    }
}
