using Tollgate.Core;
using Tollgate.Dialects.Requests;

namespace Tollgate.Dialects.Tests.Requests;

/// <summary>What the reader finds at the top level of each surface.</summary>
public sealed class RequestFactsTests
{
    [Fact]
    public void Chat_Settings_AreRead()
    {
        const string Body = """{ "model":"gpt-x","stream":true,"stream_options":{"include_usage":false},"max_tokens":1e3,"max_completion_tokens":2000,"n":3,"service_tier":"flex","user":"u","safety_identifier":"s","prompt_cache_key":"k","reasoning_effort":"high","modalities":["text","audio"],"store":false,"metadata":{"a":"b"},"prediction":{"type":"content","content":"abc"},"messages":[{"role":"user","content":"hi"}]}""";

        var facts = Reading.Facts(Surface.ChatCompletions, Body);

        Assert.Equal("gpt-x", Reading.Text(Body, facts.Model));
        Assert.True(facts.Stream);
        Assert.False(facts.AsksForUsage);
        Assert.Equal("false", Reading.Text(Body, facts.IncludeUsage));
        Assert.Equal((OutputLimitField.MaxCompletionTokens, 2000L, "2000"), (facts.LimitField, facts.Limit, Reading.Text(Body, facts.LimitValue)));
        Assert.Equal((1000L, "1e3"), (facts.MaxTokens.Tokens, Reading.Text(Body, facts.MaxTokens.Where)));
        Assert.Equal(3, facts.Choices);
        Assert.Equal(["flex", "u", "s", "k", "high"], new[] { facts.ServiceTier, facts.User, facts.SafetyIdentifier, facts.PromptCacheKey, facts.Effort }.Select(slice => Reading.Text(Body, slice)));
        Assert.Equal(OutputModalities.Audio, facts.Modalities);
        Assert.False(facts.Store);
        Assert.Equal("{\"type\":\"content\",\"content\":\"abc\"}".Length, facts.PredictionBytes);
        Assert.Equal((1, 1, Body.Length), (facts.Messages, facts.InsertAt, facts.TextBytes));
    }

    [Fact]
    public void AFieldOfAnotherSurface_IsNoLimit()
    {
        Assert.Equal(OutputLimitField.None, Reading.Facts(Surface.ChatCompletions, """{"model":"m","max_output_tokens":5}""").LimitField);
        Assert.Equal(OutputLimitField.None, Reading.Facts(Surface.Responses, """{"model":"m","max_tokens":5}""").LimitField);
        Assert.Equal(OutputLimitField.None, Reading.Facts(Surface.ChatCompletions, """{"model":"m","max_tokens":null}""").LimitField);
    }

    [Fact]
    public void ALimitBeyondEveryModel_StaysInRange() =>
        Assert.Equal(int.MaxValue, Reading.Facts(Surface.Messages, """{"model":"m","max_tokens":9223372036854775807}""").Limit);

    [Fact]
    public void Completions_WithSeveralPrompts_BillEveryOneOfThem()
    {
        Assert.Equal(12, Reading.Facts(Surface.Completions, """{"model":"m","prompt":["a","b","c"],"n":2,"best_of":4,"echo":true}""").Choices);
        Assert.Equal(1, Reading.Facts(Surface.Completions, """{"model":"m","prompt":[1,2,3]}""").Choices);
        Assert.Equal(2, Reading.Facts(Surface.Completions, """{"model":"m","prompt":[[1,2],[3]]}""").Choices);
        Assert.True(Reading.Facts(Surface.Completions, """{"model":"m","echo":true}""").Echo);
    }

    [Fact]
    public void Messages_FromClaudeCode_NameAccountDeviceAndSession()
    {
        const string Body = """{"model":"claude-x","max_tokens":128000,"stream":true,"thinking":{"type":"adaptive","display":"omitted"},"context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"}]},"output_config":{"effort":"high"},"metadata":{"user_id":"{\"device_id\":\"d1\",\"account_uuid\":\"a-2\",\"session_id\":\"0f5c-11\"}"},"system":[{"type":"text","text":"x-anthropic-billing-header: cc"},{"type":"text","text":"b","cache_control":{"type":"ephemeral","ttl":"1h"}}],"messages":[{"role":"user","content":"a"},{"role":"system","content":"b"}],"tools":[{"name":"t","input_schema":{"type":"object"},"defer_loading":true}]}""";

        var facts = Reading.Facts(Surface.Messages, Body);

        Assert.Equal(["0f5c-11", "a-2", "d1", "high"], new[] { facts.MetadataSession, facts.MetadataAccount, facts.MetadataDevice, facts.Effort }.Select(slice => Reading.Text(Body, slice)));
        Assert.Equal((ThinkingMode.Adaptive, 128000L, 2, 1), (facts.Thinking, facts.Limit, facts.Messages, facts.Tools));
        Assert.True(facts is { HasCacheControl: true, HasOneHourCache: true, ClearsContext: false, ServerTools: 0 });
        Assert.True(facts.UnknownPart.IsEmpty && facts.ForeignReference.IsEmpty && facts.UnboundedServerTool.IsEmpty);
    }

    [Theory]
    [InlineData("user_abc_account_1-2_session_9-8", "9-8")]
    [InlineData("{\\\"session_id\\\" : \\\"s\\\"}", "s")]
    [InlineData("plain", "")]
    [InlineData("{\\\"session_id\\\":\\\"s", "")]
    [InlineData("{\\\"session_id\\\":1}", "")]
    [InlineData("{\\\"x\\\":\\\"session_id\\\",\\\"session_id\\\":\\\"s\\\"}", "s")]
    public void TheSessionInsideAUserId_IsFound(string userId, string session)
    {
        var body = $$$"""{"model":"m","metadata":{"user_id":"{{{userId}}}"}}""";

        Assert.Equal(session, Reading.Text(body, Reading.Facts(Surface.Messages, body).MetadataSession));
    }

    [Fact]
    public void Messages_ThinkingBudget_IsRead()
    {
        Assert.Equal(4096, Reading.Facts(Surface.Messages, """{"model":"m","thinking":{"type":"enabled","budget_tokens":4096}}""").ThinkingBudget);
        Assert.Equal(ThinkingMode.Off, Reading.Facts(Surface.Messages, """{"model":"m","thinking":{"type":"disabled"}}""").Thinking);
        Assert.Equal(ThinkingMode.Budget, Reading.Facts(Surface.Messages, """{"model":"m","thinking":{"budget_tokens":4096,"type":"enabled"}}""").Thinking);
    }

    [Fact]
    public void Messages_FastModeAndRegion_AreRead()
    {
        const string Body = """{"model":"m","speed":"fast","inference_geo":"us","fallbacks":[{"model":"dear"}]}""";

        var facts = Reading.Facts(Surface.Messages, Body);

        Assert.Equal(["fast", "us", "[{\"model\":\"dear\"}]"], new[] { facts.Speed, facts.InferenceRegion, facts.AlternativeModels }.Select(slice => Reading.Text(Body, slice)));
    }

    [Fact]
    public void Responses_FromCodex_AreRead()
    {
        const string Body = """{"model":"gpt-5","instructions":"be","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]},{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gAAA"},{"type":"function_call","call_id":"c","name":"exec_command","arguments":"{}"},{"type":"function_call_output","call_id":"c","output":"ok"}],"tools":[{"type":"namespace","name":"mcp","tools":[{"type":"function","name":"f"}]},{"type":"function","name":"g"},{"type":"web_search","external_web_access":false}],"store":false,"stream":true,"include":["reasoning.encrypted_content"],"prompt_cache_key":"k","client_metadata":{"x":"y"},"reasoning":{"effort":"medium"}}""";

        var facts = Reading.Facts(Surface.Responses, Body);

        Assert.Equal((4, 4, 1, ServerToolKinds.WebSearch, "web_search"), (facts.Messages, facts.Tools, facts.ServerTools, facts.ServerToolKinds, Reading.Text(Body, facts.UnboundedServerTool)));
        Assert.True(facts.ForeignReference.IsEmpty && facts.UnknownPart.IsEmpty && facts.Stream && facts.Store == false);
    }

    [Fact]
    public void Responses_ToolsThatAnItemOfTheConversationBrings_AreCountedAndJudgedLikeOthers()
    {
        const string Body = """{"model":"gpt-6.1-sol","input":[{"type":"additional_tools","id":"at_1","role":"developer","tools":[{"type":"namespace","name":"functions","tools":[{"type":"custom","name":"exec","format":{"type":"grammar","syntax":"lark","definition":"x"}},{"type":"function","name":"wait","parameters":{}}]},{"type":"namespace","name":"clock","tools":[{"type":"function","name":"sleep"}]},{"type":"web_search"}]},{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]}],"store":false,"stream":true}""";

        var facts = Reading.Facts(Surface.Responses, Body);

        Assert.Equal((2, 6, 1, "web_search"), (facts.Messages, facts.Tools, facts.ServerTools, Reading.Text(Body, facts.UnboundedServerTool)));
        Assert.True(facts.UnknownPart.IsEmpty && facts.ForeignReference.IsEmpty && facts.NestedTools >= 6);
    }

    [Fact]
    public void Responses_TheWishForACompaction_IsOneMoreTurn()
    {
        var facts = Reading.Facts(Surface.Responses, """{"model":"m","input":[{"role":"user","content":"hi"},{"type":"compaction_trigger"}]}""");

        Assert.Equal((1, 1L, ServerToolKinds.Compaction, true), (facts.ServerTools, facts.ServerToolUses, facts.ServerToolKinds, facts.UnboundedServerTool.IsEmpty));
    }

    [Fact]
    public void Responses_ReferencesToTheProvidersObjects_AreCollected()
    {
        const string Body = """{"model":"m","previous_response_id":"resp_1","conversation":{"id":"conv_1"},"prompt":{"id":"pmpt_1","version":"2"},"background":true,"input":[{"type":"item_reference","id":"msg_1"},{"type":"reasoning","id":"rs_9","summary":[]},{"role":"user","content":[{"type":"input_file","file_id":"file_1"},{"type":"input_image","image_url":"https://x/y.png"}]}],"tools":[{"type":"file_search","vector_store_ids":["vs_1","vs_2"]},{"type":"code_interpreter","container":{"type":"auto","file_ids":["file_2"]}},{"type":"shell","environment":{"type":"container_reference","container_id":"cntr_1"}}]}""";

        var facts = Reading.Facts(Surface.Responses, Body);

        var objects = Enumerable.Range(0, facts.Objects.Count).Select(i => $"{facts.Objects[i].Kind} {Reading.Text(Body, facts.Objects[i].Id)}");
        Assert.Equal(["Response resp_1", "Conversation conv_1", "Prompt pmpt_1", "Item msg_1", "Item rs_9", "File file_1", "VectorStore vs_1", "VectorStore vs_2", "File file_2", "Container cntr_1"], objects);
        Assert.Equal("resp_1", Reading.Text(Body, facts.ForeignReference));
        Assert.True(facts.Background);
        Assert.Equal(ServerToolKinds.FileSearch | ServerToolKinds.CodeExecution, facts.ServerToolKinds);
    }

    [Fact]
    public void MoreObjectsThanFit_AreSaidToBeMore()
    {
        var ids = string.Join(',', Enumerable.Range(0, ObjectReferences.Capacity + 1).Select(i => $"\"vs_{i}\""));

        var facts = Reading.Facts(Surface.Responses, $$"""{"model":"m","tools":[{"type":"file_search","vector_store_ids":[{{ids}}]}]}""");

        Assert.Equal((ObjectReferences.Capacity, true), (facts.Objects.Count, facts.Objects.HasMore));
    }

    [Theory]
    [InlineData(Surface.ChatCompletions, """{"model":"m","messages":[],"web_search_options":{"search_context_size":"high"}}""", "high")]
    [InlineData(Surface.Responses, """{"model":"m","input":"x","tools":[{"type":"web_search","search_context_size":"low"}]}""", "low")]
    [InlineData(Surface.Responses, """{"model":"m","input":"x","tools":[{"type":"web_search","search_context_size":"low"},{"type":"web_search_preview","search_context_size":"medium"},{"type":"web_search","search_context_size":"low"}]}""", "medium")]
    [InlineData(Surface.Responses, """{"model":"m","input":"x","tools":[{"type":"web_search","search_context_size":"high"},{"type":"web_search","search_context_size":"medium"}]}""", "high")]
    [InlineData(Surface.Responses, """{"model":"m","input":"x","tools":[{"type":"web_search"}]}""", "")]
    [InlineData(Surface.ChatCompletions, """{"model":"m","messages":[],"web_search_options":null}""", "")]
    public void TheSizeOfASearchContext_IsRead(Surface surface, string body, string size) =>
        Assert.Equal(size, Reading.Text(body, Reading.Facts(surface, body).SearchContextSize));

    [Fact]
    public void ALongSession_NamesEachItemOfItsHistory()
    {
        var items = string.Join(',', Enumerable.Range(0, 100).Select(i => $$"""{"type":"item_reference","id":"msg_{{i}}"}"""));
        var body = $$"""{"model":"m","input":[{{items}}]}""";

        var facts = Reading.Facts(Surface.Responses, body);

        Assert.Equal((100, false), (facts.Objects.Count, facts.Objects.HasMore));
        Assert.Equal("msg_99", Reading.Text(body, facts.Objects[99].Id));
    }

    [Fact]
    public void Gemini_InBothSpellings_ReadsTheSame()
    {
        const string Camel = """{"contents":[{"role":"user","parts":[{"text":"x"},{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]}],"systemInstruction":{"parts":[{"text":"s"}]},"generationConfig":{"maxOutputTokens":"64","candidateCount":2,"thinkingConfig":{"thinkingBudget":128,"thinkingLevel":"low"},"responseModalities":["TEXT","IMAGE"]},"cachedContent":"cachedContents/1","tools":[{"functionDeclarations":[{"name":"f"},{"name":"g"}]},{"googleSearch":{}}],"serviceTier":"flex"}""";
        const string Snake = """{"contents":[{"role":"user","parts":[{"text":"x"},{"inline_data":{"mime_type":"image/png","data":"AAAA"}}]}],"system_instruction":{"parts":[{"text":"s"}]},"generation_config":{"max_output_tokens":"64","candidate_count":2,"thinking_config":{"thinking_budget":128,"thinking_level":"low"},"response_modalities":["TEXT","IMAGE"]},"cached_content":"cachedContents/1","tools":[{"function_declarations":[{"name":"f"},{"name":"g"}]},{"google_search":{}}],"service_tier":"flex"}""";

        Assert.All([Camel, Snake], body =>
        {
            var facts = Reading.Facts(Surface.GenerateContent, body);
            Assert.Equal((64L, OutputLimitField.GenerationConfig, "\"64\"", 2, 128L), (facts.Limit, facts.LimitField, Reading.Text(body, facts.LimitValue), facts.Choices, facts.ThinkingBudget));
            Assert.Equal((1, 1, 4L, 3, 1), (facts.Messages, facts.Images, facts.MediaBytes, facts.Tools, facts.ServerTools));
            Assert.Equal((OutputModalities.Image, ServerToolKinds.WebSearch, "cachedContents/1", "flex"), (facts.Modalities, facts.ServerToolKinds, Reading.Text(body, facts.CachedContent), Reading.Text(body, facts.ServiceTier)));
        });
    }

    [Theory]
    [InlineData("0", ThinkingMode.Off)]
    [InlineData("-1", ThinkingMode.Adaptive)]
    [InlineData("\"-1\"", ThinkingMode.Adaptive)]
    [InlineData("512", ThinkingMode.Budget)]
    public void Gemini_ThinkingBudget_SaysTheMode(string budget, ThinkingMode expected) =>
        Assert.Equal(expected, Reading.Facts(Surface.GenerateContent, "{\"generationConfig\":{\"thinkingConfig\":{\"thinkingBudget\":" + budget + "}}}").Thinking);

    [Fact]
    public void Gemini_EmbeddingBatches_CountTheirTextsAndNameTheirModel()
    {
        const string Body = """{"requests":[{"model":"models/e","content":{"parts":[{"text":"a"}]}},{"model":"models/e","content":{"parts":[{"text":"b"}]}}]}""";

        var facts = Reading.Facts(Surface.BatchEmbedContents, Body);

        Assert.Equal((2, "models/e"), (facts.Messages, Reading.Text(Body, facts.BodyModel)));
    }

    [Fact]
    public void Embeddings_CountTheirTexts()
    {
        Assert.Equal(1, Reading.Facts(Surface.Embeddings, """{"model":"m","input":"a"}""").Messages);
        Assert.Equal(3, Reading.Facts(Surface.Embeddings, """{"model":"m","input":["a","b","c"]}""").Messages);
        Assert.Equal(1, Reading.Facts(Surface.Embeddings, """{"model":"m","input":[1,2,3]}""").Messages);
    }

    [Fact]
    public void Moderations_NeedNoModel() => Assert.Equal(1, Reading.Facts(Surface.Moderations, """{"input":"x"}""").Messages);
}
