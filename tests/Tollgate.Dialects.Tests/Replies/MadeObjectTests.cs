using Tollgate.Core;

namespace Tollgate.Dialects.Tests.Replies;

/// <summary>What a reply made at the provider and a later request may name.</summary>
public sealed class MadeObjectTests
{
    private const string Response = """{"id":"resp_1","object":"response","output":[{"type":"reasoning","id":"rs_1","summary":[]},{"type":"code_interpreter_call","id":"ci_1","container_id":"cntr_1","code":"1"},{"type":"message","id":"msg_1","content":[{"type":"output_text","text":"x","annotations":[{"type":"container_file_citation","container_id":"cntr_1","file_id":"cfile_1"}]}]}],"usage":{"input_tokens":1,"output_tokens":1}}""";

    [Fact]
    public void ItemsAndContainersOfAResponse_AreNoted() =>
        Assert.Equal("Item rs_1, Item ci_1, Container cntr_1, Item msg_1", Made(Metered.Body(Surface.Responses, Response)));

    [Fact]
    public void AStream_NotesEachOnce() =>
        Assert.Equal(
            "Item rs_1, Item msg_1, Item ci_1, Container cntr_1",
            Made(Metered.Events(
                Surface.Responses,
                """{"type":"response.output_item.added","output_index":0,"item":{"type":"reasoning","id":"rs_1","summary":[]}}""",
                """{"type":"response.output_item.done","output_index":0,"item":{"type":"reasoning","id":"rs_1","summary":[]}}""",
                """{"type":"response.output_item.added","output_index":1,"item":{"id":"msg_1","type":"message","content":[]}}""",
                $$"""{"type":"response.completed","response":{{Response}}}""")));

    [Fact]
    public void ContainerAndFilesOfAMessage_AreNoted() =>
        Assert.Equal(
            "File file_1, Container container_1",
            Made(Metered.Body(Surface.Messages, """{"type":"message","id":"msg_1","content":[{"type":"code_execution_tool_result","content":{"type":"code_execution_result","content":[{"type":"code_execution_output","file_id":"file_1"}]}},{"type":"tool_use","input":{"file_id":"not-one"}}],"container":{"id":"container_1","expires_at":"2026-11-21T00:00:00Z"},"usage":{"input_tokens":1,"output_tokens":1}}""")));

    [Fact]
    public void ContainerAndFilesOfAMessageStream_AreNoted() =>
        Assert.Equal(
            "File file_1, Container container_1",
            Made(Metered.Events(
                Surface.Messages,
                """{"type":"message_start","message":{"id":"msg_1","usage":{"input_tokens":1}}}""",
                """{"type":"content_block_start","index":0,"content_block":{"type":"bash_code_execution_tool_result","content":{"content":[{"type":"bash_code_execution_output","file_id":"file_1"}]}}}""",
                """{"type":"message_delta","delta":{"stop_reason":"end_turn","container":{"id":"container_1"}},"usage":{"output_tokens":3}}""")));

    [Fact]
    public void SpeechOfAChat_IsNoted_AndItsTranscriptCounts()
    {
        var meter = Metered.Body(Surface.ChatCompletions, """{"id":"chatcmpl-1","choices":[{"index":0,"message":{"role":"assistant","audio":{"id":"audio_1","data":"AAAA","transcript":"hello"}},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1}}""");

        Assert.Equal(("Audio audio_1", 5L), (Made(meter), meter.OutputBytes));
    }

    [Fact]
    public void ManyAndHugeIds_AreBounded()
    {
        var items = string.Join(',', Enumerable.Range(0, 200).Select(i => $$"""{"type":"message","id":"{{new string('x', i)}}"}"""));

        Assert.Equal(64, Metered.Body(Surface.Responses, $$"""{"id":"resp_1","output":[{{items}}]}""").Made.Count);
    }

    private static string Made(Dialects.Replies.ReplyMeter meter) => string.Join(", ", meter.Made.Select(made => $"{made.Kind} {made.Id}"));
}
