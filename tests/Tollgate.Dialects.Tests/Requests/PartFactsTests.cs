using Tollgate.Core;
using Tollgate.Dialects.Requests;

namespace Tollgate.Dialects.Tests.Requests;

/// <summary>What the reader finds inside messages and tools: everything that bounds a cost.</summary>
public sealed class PartFactsTests
{
    [Theory]
    [InlineData("""{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}""", 1, 0, 0, 0, 26)]
    [InlineData("""{"image_url":"data:image/png;base64,AAAA","type":"image_url"}""", 1, 0, 0, 0, 26)]
    [InlineData("""{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}""", 1, 0, 0, 0, 4)]
    [InlineData("""{"type":"input_audio","input_audio":{"data":"AAAAAA","format":"wav"}}""", 0, 1, 0, 0, 6)]
    [InlineData("""{"type":"document","source":{"data":"AAAA","media_type":"application/pdf","type":"base64"}}""", 0, 0, 1, 0, 4)]
    [InlineData("""{"type":"document","source":{"data":"AAAA","media_type":"text/plain","type":"text"}}""", 0, 0, 0, 0, 0)]
    [InlineData("""{"type":"document","source":{"data":"AAAA","media_type":"application/msword","type":"base64"}}""", 0, 0, 1, 0, 4)]
    [InlineData("""{"type":"document","source":{"type":"content","content":[{"type":"image","source":{"type":"base64","data":"AA"}}]}}""", 1, 0, 0, 0, 2)]
    [InlineData("""{"type":"file","file":{"filename":"f","file_data":"data:application/pdf;base64,AA"}}""", 0, 0, 1, 0, 30)]
    [InlineData("""{"type":"file","file":{"filename":"f","file_data":"data:text/csv;base64,AA"}}""", 0, 0, 1, 0, 23)]
    [InlineData("""{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"x"},{"type":"image","source":{"type":"base64","data":"AAA"}}]}""", 1, 0, 0, 0, 3)]
    [InlineData("""{"type":"text","text":"x","data":"not an image"}""", 0, 0, 0, 0, 0)]
    [InlineData("""{"type":"video_url","video_url":{"url":"data:video/mp4;base64,AA"}}""", 0, 0, 0, 1, 24)]
    [InlineData("""{"type":"tool_use","id":"x","name":"n","input":{"type":"image","source":{"data":"AAAA"}}}""", 0, 0, 0, 0, 0)]
    public void MediaHeldInline_AreCountedAndAreNotText(string part, int images, int audio, int documents, int videos, long bytes)
    {
        var body = $$"""{"model":"m","messages":[{"role":"user","content":[{{part}}]}]}""";

        var facts = Reading.Facts(Surface.Messages, body);

        Assert.Equal((images, audio, documents, videos, bytes), (facts.Images, facts.AudioParts, facts.Documents, facts.Videos, facts.MediaBytes));
        Assert.Equal(body.Length - bytes, facts.TextBytes);
        Assert.True(facts.ForeignReference.IsEmpty && facts.UnknownPart.IsEmpty);
    }

    [Theory]
    [InlineData("""{"type":"image_url","image_url":{"url":"https://x/a.png"}}""", "https://x/a.png")]
    [InlineData("""{"type":"image","source":{"type":"url","url":"http://x"}}""", "http://x")]
    [InlineData("""{"type":"image_url","image_url":{"url":"d\u0061ta:image/png;base64,AA"}}""", "d\\u0061ta:image/png;base64,AA")]
    [InlineData("""{"type":"image","source":{"type":"file","file_id":"file_7"}}""", "file_7")]
    [InlineData("""{"type":"file","file":{"file_id":"file_8"}}""", "file_8")]
    [InlineData("""{"type":"container_upload","file_id":"file_9"}""", "file_9")]
    [InlineData("""{"type":"input_file","file_url":"https://x/f"}""", "https://x/f")]
    [InlineData("""{"type":"document_url","document_url":"https://x/d"}""", "https://x/d")]
    public void BytesThatWeDoNotHold_AreAForeignReference(string part, string reference)
    {
        var body = $$"""{"model":"m","messages":[{"role":"user","content":[{{part}}]}]}""";

        Assert.Equal(reference, Reading.Text(body, Reading.Facts(Surface.ChatCompletions, body).ForeignReference));
    }

    [Fact]
    public void WebAddressesInRecordsOfEarlierSearches_AreOnlyText()
    {
        const string Body = """{"model":"m","messages":[{"role":"assistant","content":[{"type":"server_tool_use","id":"s","name":"web_search","input":{}},{"type":"web_search_tool_result","tool_use_id":"s","content":[{"type":"web_search_result","url":"https://x","title":"t","encrypted_content":"E"}]},{"type":"search_result","source":"https://x","title":"t","content":[{"type":"text","text":"x"}]},{"type":"code_execution_tool_result","tool_use_id":"c","content":{"type":"code_execution_result","stdout":"","content":[{"type":"code_execution_output","file_id":"f"}]}}]}]}""";

        var facts = Reading.Facts(Surface.Messages, Body);

        Assert.True(facts.ForeignReference.IsEmpty && facts.UnknownPart.IsEmpty);
        Assert.Equal(0, facts.Objects.Count);
    }

    [Fact]
    public void AnEarlierSpokenAnswer_IsAReference()
    {
        const string Body = """{"model":"m","messages":[{"role":"assistant","audio":{"id":"audio_1"}}]}""";

        var facts = Reading.Facts(Surface.ChatCompletions, Body);

        Assert.Equal((ProviderObjectKind.Audio, "audio_1"), (facts.Objects[0].Kind, Reading.Text(Body, facts.Objects[0].Id)));
    }

    [Theory]
    [InlineData(Surface.ChatCompletions, """{"model":"m","messages":[{"role":"user","content":[{"type":"hologram","data":"x"}]}]}""", "hologram")]
    [InlineData(Surface.Messages, """{"model":"m","messages":[{"role":"user","content":[{"text":"x"}]}]}""", "{\"text\":\"x\"}")]
    [InlineData(Surface.Messages, """{"model":"m","messages":[{"role":"user","content":[{"type":"t\u0065xt","text":"x"}]}]}""", "t\\u0065xt")]
    [InlineData(Surface.Messages, """{"model":"m","messages":[{"role":"user","content":[[1]]}]}""", "[1]")]
    [InlineData(Surface.Responses, """{"model":"m","input":[{"type":"dream"}]}""", "dream")]
    [InlineData(Surface.GenerateContent, """{"contents":[{"parts":[{"text":"x"},{"smell":{}}]}]}""", "smell")]
    public void APartOfAnUnknownType_IsNamed(Surface surface, string body, string part) =>
        Assert.Equal(part, Reading.Text(body, Reading.Facts(surface, body).UnknownPart));

    [Theory]
    [InlineData("""{"type":"shell_call_output","call_id":"c","output":[{"stdout":"x","stderr":"","outcome":{"type":"exit"}}]}""")]
    [InlineData("""{"type":"function_call_output","call_id":"c","output":[{"type":"input_text","text":"x"}]}""")]
    [InlineData("""{"type":"mcp_list_tools","server_label":"s","tools":[{"name":"t","input_schema":{}}]}""")]
    [InlineData("""{"role":"user","content":"x"}""")]
    [InlineData("""{"type":"agent_message","id":"am_1","author":"/root/a","recipient":"/root","content":[{"type":"input_text","text":"x"},{"type":"encrypted_content","encrypted_content":"gAAA"}]}""")]
    [InlineData("""{"type":"configuration_update","reasoning":{"effort":"high"}}""")]
    [InlineData("""{"type":"context_compaction","id":"cc_1","encrypted_content":"gAAA"}""")]
    [InlineData("""{"type":"code_interpreter_call","id":"ci","code":"x","container_id":"c","outputs":[{"type":"logs","logs":"x"}]}""")]
    [InlineData("""{"type":"web_search_call","id":"ws","status":"completed","action":{"type":"search","query":"x"}}""")]
    public void EveryDocumentedInputItem_IsKnown(string item)
    {
        var facts = Reading.Facts(Surface.Responses, $$"""{"model":"m","input":[{{item}}]}""");

        Assert.True(facts.UnknownPart.IsEmpty && facts.ForeignReference.IsEmpty && facts.ServerTools == 0);
    }

    [Theory]
    [InlineData(Surface.Messages, """{"type":"web_search_20250305","name":"web_search","max_uses":8}""", 1, 8, 8, "")]
    [InlineData(Surface.Messages, """{"type":"web_search_20250305","name":"web_search"}""", 1, 0, 0, "web_search_20250305")]
    [InlineData(Surface.Messages, """{"type":"web_search_20250305","max_uses":"8"}""", 1, 0, 0, "web_search_20250305")]
    [InlineData(Surface.Messages, """{"type":"web_search_20250305","max_uses":null}""", 1, 0, 0, "web_search_20250305")]
    [InlineData(Surface.Messages, """{"type":"web_fetch_20250910","max_uses":3}""", 1, 3, 0, "")]
    [InlineData(Surface.Messages, """{"type":"code_execution_20250825","name":"code_execution"}""", 1, 0, 0, "code_execution_20250825")]
    [InlineData(Surface.Messages, """{"type":"tool_search_tool_regex_20251119","name":"t"}""", 1, 0, 0, "tool_search_tool_regex_20251119")]
    [InlineData(Surface.Messages, """{"type":"mcp_toolset","mcp_server_name":"x"}""", 1, 0, 0, "mcp_toolset")]
    [InlineData(Surface.Messages, """{"type":"bash_20250124","name":"bash"}""", 0, 0, 0, "")]
    [InlineData(Surface.Messages, """{"type":"text_editor_20250728","name":"x"}""", 0, 0, 0, "")]
    [InlineData(Surface.Messages, """{"type":"computer_20251124","name":"x"}""", 0, 0, 0, "")]
    [InlineData(Surface.Messages, """{"type":"memory_20250818","name":"x"}""", 0, 0, 0, "")]
    [InlineData(Surface.Messages, """{"name":"f","input_schema":{"type":"object","properties":{"max_uses":{},"type":{}}}}""", 0, 0, 0, "")]
    [InlineData(Surface.Messages, """{"type":"time_machine_20301231","max_uses":1}""", 1, 0, 0, "time_machine_20301231")]
    [InlineData(Surface.Responses, """{"type":"web_search_preview_2025_03_11"}""", 1, 0, 0, "web_search_preview_2025_03_11")]
    [InlineData(Surface.Messages, """{"type":"code_execution_20250825","max_uses":1}""", 1, 0, 0, "code_execution_20250825")]
    [InlineData(Surface.Responses, """{"type":"web_search","max_uses":1}""", 1, 0, 0, "web_search")]
    [InlineData(Surface.Responses, """{"type":"image_generation"}""", 1, 0, 0, "image_generation")]
    [InlineData(Surface.Responses, """{"type":"mcp","server_url":"https://x"}""", 1, 0, 0, "mcp")]
    [InlineData(Surface.Responses, """{"type":"tool_search","execution":"client"}""", 0, 0, 0, "")]
    [InlineData(Surface.Responses, """{"type":"shell"}""", 0, 0, 0, "")]
    [InlineData(Surface.Responses, """{"type":"shell","environment":{"type":"container_auto"}}""", 1, 0, 0, "shell")]
    [InlineData(Surface.Responses, """{"type":"namespace","tools":[{"type":"web_search"}]}""", 1, 0, 0, "web_search")]
    public void Tools_ThatTheProviderRuns_AreToldFromThoseOfTheClient(Surface surface, string tool, int tools, long uses, long searches, string unbounded)
    {
        var body = $$"""{"model":"m","tools":[{{tool}}]}""";

        var facts = Reading.Facts(surface, body);

        Assert.Equal((tools, uses, searches, unbounded), (facts.ServerTools, facts.ServerToolUses, facts.WebSearchUses, Reading.Text(body, facts.UnboundedServerTool)));
    }

    [Theory]
    [InlineData(Surface.ChatCompletions, """{"model":"m","web_search_options":{}}""", ServerToolKinds.WebSearch)]
    [InlineData(Surface.ChatCompletions, """{"model":"m","plugins":[{"id":"web"}]}""", ServerToolKinds.Unknown)]
    [InlineData(Surface.Messages, """{"model":"m","mcp_servers":[{"type":"url","url":"https://x"}]}""", ServerToolKinds.Mcp)]
    [InlineData(Surface.GenerateContent, """{"tools":[{"codeExecution":{}}]}""", ServerToolKinds.CodeExecution)]
    [InlineData(Surface.GenerateContent, """{"tools":[{"url_context":{}}]}""", ServerToolKinds.WebFetch)]
    [InlineData(Surface.GenerateContent, """{"tools":[{"googleMaps":{}}]}""", ServerToolKinds.Maps)]
    [InlineData(Surface.GenerateContent, """{"tools":[{"fileSearch":{"fileSearchStoreNames":["fileSearchStores/1"]}}]}""", ServerToolKinds.FileSearch)]
    [InlineData(Surface.GenerateContent, """{"tools":[{"teleport":{}}]}""", ServerToolKinds.Unknown)]
    public void ServerToolsThatStandElsewhere_AreUnbounded(Surface surface, string body, ServerToolKinds kind)
    {
        var facts = Reading.Facts(surface, body);

        Assert.Equal((1, kind, false), (facts.ServerTools, facts.ServerToolKinds, facts.UnboundedServerTool.IsEmpty));
    }

    [Fact]
    public void AnEmptyListOfServers_IsNoServerTool() =>
        Assert.Equal(0, Reading.Facts(Surface.Messages, """{"model":"m","mcp_servers":[ ],"tools":[]}""").ServerTools);

    [Fact]
    public void MaxToolCalls_BoundsTheBuiltInToolsOfResponses()
    {
        var facts = Reading.Facts(Surface.Responses, """{"model":"m","max_tool_calls":4,"tools":[{"type":"web_search"},{"type":"file_search","vector_store_ids":[]}]}""");

        Assert.Equal((2, 4L, 4L, true), (facts.ServerTools, facts.ServerToolUses, facts.WebSearchUses, facts.UnboundedServerTool.IsEmpty));
        Assert.False(Reading.Facts(Surface.Responses, """{"model":"m","max_tool_calls":4,"tools":[{"type":"warp"}]}""").UnboundedServerTool.IsEmpty);
    }

    [Fact]
    public void AToolCalledInByReference_CountsItsDefinitionOnceMore()
    {
        const string Tool = """{"name":"big","defer_loading":true,"input_schema":{"type":"object"}}""";
        var body = $$"""{"model":"m","tools":[{{Tool}}],"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"tool_reference","tool_name":"big"},{"type":"tool_reference","tool_name":"big"}]}]}]}""";

        var facts = Reading.Facts(Surface.Messages, body);

        Assert.Equal((2, Tool.Length, body.Length + (2 * Tool.Length)), (facts.ToolReferences, facts.LargestTool, facts.TextBytes));
    }

    [Fact]
    public void Compaction_IsOneMoreTurnOverTheContext()
    {
        Assert.Equal(1, Reading.Facts(Surface.Messages, """{"model":"m","context_management":{"edits":[{"type":"compact_20260112"}]}}""").ServerToolUses);
        Assert.Equal(0, Reading.Facts(Surface.Messages, """{"model":"m","context_management":{"edits":[{"type":"clear_tool_uses_20250919"}]}}""").ServerToolUses);
        Assert.Equal(ServerToolKinds.Compaction, Reading.Facts(Surface.Responses, """{"model":"m","context_management":[{"type":"compaction"}]}""").ServerToolKinds);
    }

    [Fact]
    public void Gemini_FilesAndForeignAddresses_AreReferences()
    {
        const string Body = """{"contents":[{"parts":[{"fileData":{"fileUri":"https://g/v1beta/files/abc","mimeType":"video/mp4"}},{"functionResponse":{"name":"f","response":{},"parts":[{"inlineData":{"mimeType":"application/pdf","data":"AAAA"}}]}},{"text":"t","thoughtSignature":"s","videoMetadata":{}}]}]}""";

        var facts = Reading.Facts(Surface.GenerateContent, Body);

        Assert.Equal((ProviderObjectKind.File, "files/abc"), (facts.Objects[0].Kind, Reading.Text(Body, facts.Objects[0].Id)));
        Assert.Equal((1, 1, 4L, true), (facts.Videos, facts.Documents, facts.DocumentBytes, facts.UnknownPart.IsEmpty));
    }
}
