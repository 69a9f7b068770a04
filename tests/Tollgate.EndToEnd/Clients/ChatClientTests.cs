using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anthropic;
using Microsoft.Extensions.AI;
using Tollgate.Client.Calls;
using Tollgate.Client.Costs;
using Tollgate.EndToEnd.Gateway;
using Tollgate.EndToEnd.Targets;
using Dollars = Tollgate.Core.Money;

namespace Tollgate.EndToEnd.Clients;

/// <summary>`Tollgate.Client` with the official SDKs below it, through the real gateway: what it says is what stands in the ledger.</summary>
public sealed class ChatClientTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>, IDisposable
{
    private readonly Target _target = fixture.Target;
    private readonly AdminClient _admin = new(fixture.Gateway.Setup.Address, fixture.Gateway.Setup.AdminKey);
    private readonly CountingHandler _counter = new();
    private HttpClient? _http;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private HttpClient Http => _http ??= new HttpClient(new TollgateHandler(_counter));

    [Theory]
    [InlineData("anthropic", false)]
    [InlineData("anthropic", true)]
    [InlineData("openai", false)]
    [InlineData("openai", true)]
    public async Task A_turn_is_booked_where_its_tags_say_and_costs_what_the_ledger_says(string sdk, bool isStream)
    {
        var book = new CostBook();
        using var chat = Chat(sdk, _target.Key).UseTollgate(new TollgateChatOptions { Tags = new CallTags { Agent = "planner" }, Book = book });
        var session = $"turn-{sdk}-{isStream}";
        var options = new ChatOptions().WithTags(new CallTags { Session = session, Labels = new Dictionary<string, string> { ["ticket"] = "T-42" } });

        var response = await AnswerAsync(chat, "Say something. [[tokens=60]]", options, isStream);

        var receipt = Assert.Single(response.Costs()!.Receipts);
        var call = await _admin.CallAsync(receipt.RequestId.ToString(), Ct);
        Assert.Equal(240, response.Text.Length);
        Assert.Equal(("planner", session, "T-42"), ((string?)call["agent"], (string?)call["session"], (string?)call["tags"]!["ticket"]));
        Assert.Equal(Ledger(call), response.Costs()!.Total);
        Assert.True(response.Costs()!.Total > Dollars.Zero && response.Costs()!.Total <= response.Costs()!.AtMost);
        Assert.Equal(((long)call["input_tokens"]!, 60L), (receipt.InputTokens!.Value, receipt.OutputTokens!.Value));
        Assert.NotNull(receipt.BudgetRemaining);
        Assert.Equal(Ledger(call), book.Total);
    }

    [Fact]
    public async Task The_rounds_of_a_tool_call_are_one_session_and_their_costs_add_up()
    {
        using var chat = Chat("anthropic", _target.Key).UseTollgate(new TollgateChatOptions { Tags = new CallTags { Session = "tools" } });
        var options = new ChatOptions { Tools = [new Weather()], MaxOutputTokens = 500 };
        List<ChatMessage> messages = [new(ChatRole.User, """Weather in Paris? [[call get_weather {"city":"Paris"}]]""")];

        var first = await chat.GetResponseAsync(messages, options, Ct);
        var call = Assert.Single(first.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>());
        messages.AddRange(first.Messages);
        messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, "21 degrees")]));
        var second = await chat.GetResponseAsync(messages, options, Ct);

        Assert.Equal("Paris", call.Arguments!["city"]!.ToString());
        var lines = await _admin.ListAsync("/api/calls?session=tools", Ct);
        Assert.Equal(2, lines.Count);
        Assert.Equal(lines.Aggregate(Dollars.Zero, (sum, line) => sum + Ledger(line)), first.Costs()!.Total!.Value + second.Costs()!.Total!.Value);
    }

    [Fact]
    public async Task Turns_at_the_same_time_do_not_mix_their_costs()
    {
        using var anthropic = Chat("anthropic", _target.Key).UseTollgate();
        using var openai = Chat("openai", _target.Key).UseTollgate();

        var turns = await Task.WhenAll(Enumerable.Range(1, 40).Select(async turn =>
        {
            var options = new ChatOptions().WithTags(new CallTags { Session = string.Create(CultureInfo.InvariantCulture, $"many-{turn}") });
            var response = await AnswerAsync(turn % 2 == 0 ? anthropic : openai, $"[[tokens={turn}]]", options, turn % 3 == 0);
            return (Turn: turn, Receipt: Assert.Single(response.Costs()!.Receipts));
        }));

        foreach (var (turn, receipt) in turns)
        {
            var call = await _admin.CallAsync(receipt.RequestId.ToString(), Ct);
            Assert.Equal((turn, string.Create(CultureInfo.InvariantCulture, $"many-{turn}")), ((int)receipt.OutputTokens!.Value, (string?)call["session"]));
            Assert.Equal(Ledger(call), receipt.Cost);
        }
    }

    [Theory]
    [InlineData("anthropic", false)]
    [InlineData("anthropic", true)]
    [InlineData("openai", false)]
    [InlineData("openai", true)]
    public async Task A_spent_budget_is_one_request_and_a_typed_exception(string sdk, bool isStream)
    {
        using var chat = Chat(sdk, _target.SpentKey!, retries: 3).UseTollgate();

        var spent = await Assert.ThrowsAsync<BudgetSpentException>(() => AnswerAsync(chat, "Hello.", null, isStream));

        Assert.Equal(1, _counter.Requests);
        Assert.Contains("is spent", spent.Message, StringComparison.Ordinal);
        Assert.Equal((Dollars.Parse("0.10"), Dollars.Parse("0.10"), null), (spent.Limit!.Value, spent.Spent!.Value, spent.ResetsAt));
        Assert.False(string.IsNullOrEmpty(spent.Budget));
        Assert.NotNull(spent.InnerException);
        Assert.Equal("budget_exceeded", (string?)(await _admin.CallAsync(spent.RequestId.ToString()!, Ct))["refusal"]!["code"]);
    }

    [Fact]
    public async Task A_daily_budget_that_is_spent_says_when_it_renews()
    {
        var key = await _admin.CreateKeyAsync("chat-daily", "\"budgets\":[{\"limit_usd\":\"0.10\",\"window\":\"day\",\"hard\":true}]", Ct);
        using var chat = Chat("openai", key.Key, model: "fake-dime").UseTollgate();

        var spent = await Assert.ThrowsAsync<BudgetSpentException>(async () =>
        {
            for (var turn = 0; turn < 3; turn++)
            {
                await chat.GetResponseAsync("[[tokens=100]]", new ChatOptions { MaxOutputTokens = 100 }, Ct);
            }
        });

        Assert.InRange(spent.ResetsAt!.Value, TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(1));
        Assert.True(spent.Asked > Dollars.Zero);
    }

    [Fact]
    public async Task A_key_reads_its_own_calls_by_id_and_no_others()
    {
        var other = await _admin.CreateKeyAsync("chat-other", "", Ct);
        using var chat = Chat("openai", _target.Key).UseTollgate();
        var id = (await chat.GetResponseAsync("Hello.", cancellationToken: Ct)).Costs()!.Receipts[0].RequestId;
        using var own = new AdminClient(_target.Address, _target.Key);
        using var stranger = new AdminClient(_target.Address, other.Key);

        var call = await own.GetAsync($"/api/me/calls/{id}", Ct);

        Assert.Equal(id.ToString(), (string?)call["request_id"]);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync($"/api/me/calls/{id}", Ct));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, refused.StatusCode);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _admin.Dispose();
        _http?.Dispose();
        _counter.Dispose();
    }

    private static Dollars Ledger(JsonNode call) => Dollars.Parse((string)call["cost_usd"]!);

    private static async Task<ChatResponse> AnswerAsync(IChatClient chat, string prompt, ChatOptions? options, bool isStream) => isStream
        ? await chat.GetStreamingResponseAsync(prompt, options, Ct).ToChatResponseAsync(Ct)
        : await chat.GetResponseAsync(prompt, options, Ct);

    private IChatClient Chat(string sdk, string key, int retries = 0, string? model = null) => sdk == "openai"
        ? new OpenAIChat(_target.Address, key, Http, model ?? "fake-chat", retries)
        : new AnthropicClient { BaseUrl = _target.Address, ApiKey = key, HttpClient = Http, MaxRetries = retries }.AsIChatClient(model ?? "fake-claude", 500);

    private sealed class Weather : AIFunctionDeclaration
    {
        public override string Name => "get_weather";

        public override string Description => "Weather.";

        public override JsonElement JsonSchema => JsonDocument.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""").RootElement;
    }
}
