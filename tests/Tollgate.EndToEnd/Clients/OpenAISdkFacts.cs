using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;
using Tollgate.EndToEnd.Targets;

namespace Tollgate.EndToEnd.Clients;

/// <summary>What the official OpenAI SDK for .NET must see.</summary>
public abstract class OpenAISdkFacts(ITargetFixture fixture)
{
    private const string Schema = """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""";
    private readonly Target _target = fixture.Target;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plain_call_brings_text_and_usage()
    {
        var answer = await Client(_target.Key).CompleteChatAsync(["Say something. [[tokens=11]]"], cancellationToken: Ct);

        Assert.Equal(44, answer.Value.Content[0].Text.Length);
        Assert.Equal(11, answer.Value.Usage.OutputTokenCount);
    }

    [Fact]
    public async Task A_stream_brings_every_piece_and_the_usage_it_asks_for()
    {
        var text = new StringBuilder();
        ChatTokenUsage? usage = null;

        await foreach (var update in Client(_target.Key).CompleteChatStreamingAsync(["Say something. [[tokens=60]]"], cancellationToken: Ct))
        {
            text.Append(string.Concat(update.ContentUpdate.Select(part => part.Text)));
            usage = update.Usage ?? usage;
        }

        Assert.Equal(240, text.Length);
        Assert.Equal(60, usage?.OutputTokenCount);
    }

    [Fact]
    public async Task A_tool_call_makes_its_round_trip()
    {
        var client = Client(_target.Key);
        var options = new ChatCompletionOptions { Tools = { ChatTool.CreateFunctionTool("get_weather", "Weather.", BinaryData.FromString(Schema)) } };
        List<ChatMessage> messages = [new UserChatMessage("""Weather in Paris? [[call get_weather {"city":"Paris"}]]""")];

        var first = await client.CompleteChatAsync(messages, options, Ct);
        messages.Add(new AssistantChatMessage(first.Value));
        messages.Add(new ToolChatMessage(first.Value.ToolCalls[0].Id, "21 degrees"));
        var second = await client.CompleteChatAsync(messages, options, Ct);

        Assert.Equal("""{"city":"Paris"}""", first.Value.ToolCalls[0].FunctionArguments.ToString());
        Assert.Equal(ChatFinishReason.Stop, second.Value.FinishReason);
    }

    [Fact]
    public async Task A_structured_answer_has_the_shape_that_was_asked_for()
    {
        var format = ChatResponseFormat.CreateJsonSchemaFormat("place", BinaryData.FromString(Schema), jsonSchemaIsStrict: true);

        var answer = await Client(_target.Key).CompleteChatAsync(["Name a city."], new ChatCompletionOptions { ResponseFormat = format }, Ct);

        using var json = JsonDocument.Parse(answer.Value.Content[0].Text);
        Assert.Equal(JsonValueKind.String, json.RootElement.GetProperty("city").ValueKind);
    }

    [Theory]
    [InlineData("[[status=429; retry-after=7]]", 429)]
    [InlineData("[[status=500]]", 500)]
    [InlineData("[[status=503]]", 503)]
    public async Task An_error_of_the_provider_arrives_with_its_status(string prompt, int status)
    {
        var error = await Assert.ThrowsAsync<ClientResultException>(() => Client(_target.Key).CompleteChatAsync([prompt], cancellationToken: Ct));

        Assert.Equal(status, error.Status);
        error.GetRawResponse()!.Headers.TryGetValue("retry-after", out var wait);
        Assert.Equal(status == 429 ? "7" : null, wait);
    }

    [Fact]
    public async Task A_wrong_key_is_unauthorized()
    {
        var error = await Assert.ThrowsAsync<ClientResultException>(() => Client(_target.BadKey).CompleteChatAsync(["Hello."], cancellationToken: Ct));

        Assert.Equal(401, error.Status);
    }

    [Fact]
    public async Task A_stream_can_be_given_up_in_its_middle()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var pieces = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in Client(_target.Key).CompleteChatStreamingAsync(["[[tokens=4000; event-delay=20]]"], cancellationToken: stop.Token))
            {
                pieces += update.ContentUpdate.Count;
                if (pieces == 3)
                {
                    await stop.CancelAsync();
                }
            }
        });

        Assert.InRange(pieces, 3, 20);
    }

    [Fact]
    public async Task A_spent_budget_is_one_request_and_our_sentence()
    {
        Assert.SkipWhen(_target.SpentKey is null, "The fake provider has no budgets.");
        using var counter = new CountingHandler();
        using var http = new HttpClient(counter);

        var start = TimeProvider.System.GetTimestamp();
        var error = await Assert.ThrowsAsync<ClientResultException>(
            () => Client(_target.SpentKey!, new HttpClientPipelineTransport(http), retries: 3).CompleteChatAsync(["Hello."], cancellationToken: Ct));

        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0, 2);
        Assert.Equal(1, counter.Requests);
        Assert.Contains("is spent", error.Message, StringComparison.Ordinal);
    }

    private ChatClient Client(string key, PipelineTransport? transport = null, int retries = 0)
    {
        var options = new OpenAIClientOptions { Endpoint = new Uri(_target.Address + "/v1"), RetryPolicy = new ClientRetryPolicy(retries) };
        options.Transport = transport ?? options.Transport;
        return new ChatClient("fake-chat", new ApiKeyCredential(key), options);
    }
}
