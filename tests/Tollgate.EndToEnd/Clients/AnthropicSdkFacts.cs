using System.Text;
using System.Text.Json;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Tollgate.EndToEnd.Targets;

namespace Tollgate.EndToEnd.Clients;

/// <summary>What the official Anthropic SDK for .NET must see.</summary>
public abstract class AnthropicSdkFacts(ITargetFixture fixture)
{
    private readonly Target _target = fixture.Target;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plain_call_brings_text_and_usage()
    {
        using var client = Client(_target.Key);

        var answer = await client.Messages.Create(Ask("Say something. [[tokens=11]]"), Ct);

        Assert.True(answer.Content[0].TryPickText(out var text));
        Assert.Equal(44, text!.Text.Length);
        Assert.Equal(11, answer.Usage.OutputTokens);
    }

    [Fact]
    public async Task A_stream_brings_every_piece_and_its_usage()
    {
        using var client = Client(_target.Key);
        var text = new StringBuilder();
        var output = 0L;

        await foreach (var item in client.Messages.CreateStreaming(Ask("Say something. [[tokens=60]]"), Ct))
        {
            if (item.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var piece))
            {
                text.Append(piece.Text);
            }

            output = item.TryPickDelta(out var last) ? last.Usage.OutputTokens : output;
        }

        Assert.Equal(240, text.Length);
        Assert.Equal(60, output);
    }

    [Fact]
    public async Task A_tool_call_makes_its_round_trip()
    {
        using var client = Client(_target.Key);
        var ask = Ask("""Weather in Paris? [[call get_weather {"city":"Paris"}]]""") with { Tools = [Weather] };

        var first = await client.Messages.Create(ask, Ct);
        Assert.True(first.Content[0].TryPickToolUse(out var call));
        var second = await client.Messages.Create(ask with { Messages = [.. ask.Messages, Assistant(call!), Result(call!)] }, Ct);

        Assert.Equal("Paris", call!.Input["city"].GetString());
        Assert.Equal("end_turn", second.StopReason!.Raw());
    }

    [Fact]
    public async Task A_structured_answer_has_the_shape_that_was_asked_for()
    {
        using var client = Client(_target.Key);
        var format = new JsonOutputFormat { Schema = Json("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""") };

        var answer = await client.Messages.Create(Ask("Name a city.") with { OutputConfig = new OutputConfig { Format = format } }, Ct);

        Assert.True(answer.Content[0].TryPickText(out var text));
        using var json = JsonDocument.Parse(text!.Text);
        Assert.Equal(JsonValueKind.String, json.RootElement.GetProperty("city").ValueKind);
    }

    [Theory]
    [InlineData("[[status=429; retry-after=7]]", 429)]
    [InlineData("[[status=500]]", 500)]
    [InlineData("[[status=529]]", 529)]
    public async Task An_error_of_the_provider_arrives_with_its_status(string prompt, int status)
    {
        using var client = Client(_target.Key);

        var error = await Assert.ThrowsAnyAsync<AnthropicApiException>(() => client.Messages.Create(Ask(prompt), Ct));

        Assert.Equal(status, (int)error.StatusCode);
    }

    [Fact]
    public async Task A_wrong_key_is_unauthorized()
    {
        using var client = Client(_target.BadKey);

        var error = await Assert.ThrowsAnyAsync<AnthropicApiException>(() => client.Messages.Create(Ask("Hello."), Ct));

        Assert.Equal(401, (int)error.StatusCode);
    }

    [Fact]
    public async Task A_stream_can_be_given_up_in_its_middle()
    {
        using var client = Client(_target.Key);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var pieces = 0;

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var item in client.Messages.CreateStreaming(Ask("[[tokens=4000; event-delay=20]]") with { MaxTokens = 5000 }, stop.Token))
            {
                pieces += item.TryPickContentBlockDelta(out _) ? 1 : 0;
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
        using var client = new AnthropicClient { BaseUrl = _target.Address, ApiKey = _target.SpentKey, HttpClient = http };

        var start = TimeProvider.System.GetTimestamp();
        var error = await Assert.ThrowsAnyAsync<AnthropicApiException>(() => client.Messages.Create(Ask("Hello."), Ct));

        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0, 2);
        Assert.Equal(1, counter.Requests);
        Assert.Equal(402, (int)error.StatusCode);
        Assert.Contains("is spent", error.Message, StringComparison.Ordinal);
    }

    private static Tool Weather => new()
    {
        Name = "get_weather",
        InputSchema = InputSchema.FromRawUnchecked(Json("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""")),
    };

    private static MessageCreateParams Ask(string prompt) => new() { MaxTokens = 2000, Model = "fake-claude", Messages = [new UserMessageParam(prompt)] };

    private static MessageParam Assistant(ToolUseBlock call) =>
        new AssistantMessageParam(new List<ContentBlockParam> { new ToolUseBlockParam { ID = call.ID, Name = call.Name, Input = call.Input } });

    private static MessageParam Result(ToolUseBlock call) =>
        new UserMessageParam(new List<ContentBlockParam> { new ToolResultBlockParam(call.ID) { Content = "21 degrees" } });

    private static Dictionary<string, JsonElement> Json(string text) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(text)!;

    private AnthropicClient Client(string key) => new() { BaseUrl = _target.Address, ApiKey = key, MaxRetries = 0 };
}
