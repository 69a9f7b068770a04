using System.Buffers;
using System.Text;
using Tollgate.Core;
using Tollgate.Dialects.Replies;

namespace Tollgate.Dialects.Tests.Replies;

/// <summary>A cut stream ends in its dialect's own words (CONTRACT 6).</summary>
public sealed class CutTests
{
    [Fact]
    public void Chat_FinishesEveryOpenChoiceWithLength_ThenDone()
    {
        const string Begun =
            "data: {\"id\":\"chatcmpl-1\",\"created\":7,\"model\":\"gpt-5.1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n"
            + "data: {\"id\":\"chatcmpl-1\",\"created\":7,\"model\":\"gpt-5.1\",\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"}}]}\n\n"
            + "data: {\"id\":\"chatcmpl-1\",\"created\":7,\"model\":\"gpt-5.1\",\"choices\":[{\"index\":2,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";

        var cut = Cut(Surface.ChatCompletions, Begun + "data: {\"half");

        Assert.Equal(
            Begun
            + "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"gpt-5.1\",\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"length\"}]}\n\n"
            + "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"gpt-5.1\",\"choices\":[{\"index\":1,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"length\"}]}\n\n"
            + "data: [DONE]\n\n",
            cut);
    }

    [Fact]
    public void Completions_FinishWithLength_ThenDone()
    {
        const string Begun = "data: {\"id\":\"cmpl-1\",\"created\":7,\"model\":\"m\",\"choices\":[{\"index\":0,\"text\":\"a\"}]}\n\n";

        var cut = Cut(Surface.Completions, Begun);

        Assert.Equal(
            Begun + "data: {\"id\":\"cmpl-1\",\"object\":\"text_completion\",\"created\":7,\"model\":\"m\",\"choices\":[{\"text\":\"\",\"index\":0,\"logprobs\":null,\"finish_reason\":\"length\"}]}\n\ndata: [DONE]\n\n",
            cut);
    }

    [Fact]
    public void Messages_CloseTheOpenBlock_ThenStopWithTheUsageSoFar()
    {
        const string Begun =
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"claude\",\"usage\":{\"input_tokens\":25,\"cache_read_input_tokens\":7,\"cache_creation_input_tokens\":3,\"output_tokens\":1}}}\n\n"
            + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
            + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hello, world!\"}}\n\n";

        var cut = Cut(Surface.Messages, Begun);

        Assert.Equal(
            Begun
            + "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
            + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"max_tokens\",\"stop_sequence\":null},\"usage\":{\"input_tokens\":25,\"cache_creation_input_tokens\":3,\"cache_read_input_tokens\":7,\"output_tokens\":4}}\n\n"
            + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n",
            cut);
    }

    [Fact]
    public void Responses_CloseTextPartAndItem_ThenIncompleteWithNumbersGoingOn()
    {
        const string Begun =
            "event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":7,\"status\":\"in_progress\",\"error\":null,\"incomplete_details\":null,\"model\":\"gpt-5.1\",\"output\":[],\"usage\":null,\"metadata\":{\"a\":\"ü\"}}}\n\n"
            + "event: response.output_item.added\ndata: {\"type\":\"response.output_item.added\",\"sequence_number\":1,\"output_index\":0,\"item\":{\"id\":\"msg_1\",\"type\":\"message\",\"status\":\"in_progress\",\"content\":[],\"role\":\"assistant\"}}\n\n"
            + "event: response.content_part.added\ndata: {\"type\":\"response.content_part.added\",\"sequence_number\":2,\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"part\":{\"type\":\"output_text\",\"annotations\":[],\"text\":\"\"}}\n\n"
            + "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"sequence_number\":3,\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"Say \\\"hi\"}\n\n"
            + "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"sequence_number\":4,\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"\\\"\\n\"}\n\n";
        const string Item = "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"status\":\"incomplete\",\"content\":[{\"type\":\"output_text\",\"annotations\":[],\"text\":\"Say \\\"hi\\\"\\n\"}]}";

        var cut = Cut(Surface.Responses, Begun);

        Assert.Equal(
            Begun
            + "event: response.output_text.done\ndata: {\"type\":\"response.output_text.done\",\"sequence_number\":5,\"output_index\":0,\"item_id\":\"msg_1\",\"content_index\":0,\"text\":\"Say \\\"hi\\\"\\n\",\"logprobs\":[]}\n\n"
            + "event: response.content_part.done\ndata: {\"type\":\"response.content_part.done\",\"sequence_number\":6,\"output_index\":0,\"item_id\":\"msg_1\",\"content_index\":0,\"part\":{\"type\":\"output_text\",\"annotations\":[],\"text\":\"Say \\\"hi\\\"\\n\"}}\n\n"
            + "event: response.output_item.done\ndata: {\"type\":\"response.output_item.done\",\"sequence_number\":7,\"output_index\":0,\"item\":" + Item + "}\n\n"
            + "event: response.incomplete\ndata: {\"type\":\"response.incomplete\",\"sequence_number\":8,\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":7,\"model\":\"gpt-5.1\",\"metadata\":{\"a\":\"ü\"},\"status\":\"incomplete\",\"error\":null,\"incomplete_details\":{\"reason\":\"max_output_tokens\"},\"output\":[" + Item + "],\"usage\":null}}\n\n",
            cut);
    }

    [Fact]
    public void Responses_CloseOpenArguments_AndKeepFinishedItems()
    {
        const string Begun =
            "data: {\"type\":\"response.created\",\"sequence_number\":10,\"response\":{\"id\":\"resp_1\",\"object\":\"response\"}}\n\n"
            + "data: {\"type\":\"response.output_item.done\",\"sequence_number\":11,\"output_index\":0,\"item\":{\"id\":\"rs_1\",\"type\":\"reasoning\",\"summary\":[]}}\n\n"
            + "data: {\"type\":\"response.output_item.added\",\"sequence_number\":12,\"output_index\":1,\"item\":{\"id\":\"fc_1\",\"type\":\"function_call\",\"status\":\"in_progress\",\"arguments\":\"\",\"call_id\":\"c\",\"name\":\"f\"}}\n\n"
            + "data: {\"type\":\"response.function_call_arguments.delta\",\"sequence_number\":13,\"item_id\":\"fc_1\",\"output_index\":1,\"delta\":\"{\\\"a\\\":\"}\n\n";
        const string Item = "{\"id\":\"fc_1\",\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\",\"status\":\"incomplete\",\"arguments\":\"{\\\"a\\\":\"}";

        var cut = Cut(Surface.Responses, Begun);

        Assert.Equal(
            Begun
            + "event: response.function_call_arguments.done\ndata: {\"type\":\"response.function_call_arguments.done\",\"sequence_number\":14,\"output_index\":1,\"item_id\":\"fc_1\",\"arguments\":\"{\\\"a\\\":\"}\n\n"
            + "event: response.output_item.done\ndata: {\"type\":\"response.output_item.done\",\"sequence_number\":15,\"output_index\":1,\"item\":" + Item + "}\n\n"
            + "event: response.incomplete\ndata: {\"type\":\"response.incomplete\",\"sequence_number\":16,\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"incomplete\",\"error\":null,\"incomplete_details\":{\"reason\":\"max_output_tokens\"},\"output\":[{\"id\":\"rs_1\",\"type\":\"reasoning\",\"summary\":[]}," + Item + "],\"usage\":null}}\n\n",
            cut);
    }

    [Fact]
    public void Gemini_FinishesWithMaxTokens()
    {
        const string Begun = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}],\"role\":\"model\"}}],\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":1,\"totalTokenCount\":10},\"modelVersion\":\"gemini-2.5-flash\",\"responseId\":\"r\"}\n\n";

        var cut = Cut(Surface.GenerateContent, Begun);

        Assert.Equal(
            Begun + "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"},\"finishReason\":\"MAX_TOKENS\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":1,\"totalTokenCount\":10},\"modelVersion\":\"gemini-2.5-flash\",\"responseId\":\"r\"}\n\n",
            cut);
    }

    [Fact]
    public void GeminiArray_FinishesWithMaxTokens_AndIsClosed()
    {
        var cut = Cut(Surface.GenerateContent, "[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}\n,\r\n{\"candi");

        Assert.Equal(
            "[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]},\n{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"},\"finishReason\":\"MAX_TOKENS\",\"index\":0}]}\n]",
            cut);
    }

    [Fact]
    public void GeminiArray_BeforeTheFirstElement_IsAWholeArray() =>
        Assert.StartsWith("[{\"candidates\":", Cut(Surface.GenerateContent, "[{\"can"), StringComparison.Ordinal);

    [Fact]
    public void GeminiArray_ThatHasFinished_IsReleasedAndClosed()
    {
        const string Finished = "[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"finishReason\":\"STOP\"}]}";

        Assert.Equal(Finished + "\n]", Cut(Surface.GenerateContent, Finished));
        Assert.Equal(Finished + "\n]", Cut(Surface.GenerateContent, Finished + "\n]"));
    }

    [Fact]
    public void StreamThatHasEnded_IsReleasedInsteadOfCut()
    {
        const string Ended = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

        Assert.Equal(Ended, Cut(Surface.ChatCompletions, Ended));
    }

    [Theory]
    [MemberData(nameof(GoldenCase.StreamNames), MemberType = typeof(GoldenCase))]
    public void CutAnywhere_LeavesAWholeStream(string name)
    {
        var golden = GoldenCase.Load(name);
        var text = golden.Reply;
        for (var length = 0; length <= text.Length; length++)
        {
            if (length > 0 && text[length - 1] is not ((byte)'\n' or (byte)'\r' or (byte)'}' or (byte)']'))
            {
                // Inside an event nothing but its unsent bytes differs.
                continue;
            }

            var cut = Cut(golden.Surface, text.AsSpan(0, length), golden.DropsUsageChunk);

            StreamGrammar.Check(golden.Surface, cut);
        }
    }

    private static string Cut(Surface surface, string begun) => Cut(surface, Encoding.UTF8.GetBytes(begun), false);

    private static string Cut(Surface surface, ReadOnlySpan<byte> begun, bool drops)
    {
        var ready = new ArrayBufferWriter<byte>();
        using var relay = new SseRelay(surface, new ReplyMeter(surface, UsageContainment.Usual), drops);
        relay.Push(begun, ready);
        relay.WriteCut(ready);
        return Encoding.UTF8.GetString(ready.WrittenSpan);
    }
}
