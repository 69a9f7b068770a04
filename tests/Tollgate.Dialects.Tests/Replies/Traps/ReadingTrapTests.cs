using System.Text;
using Tollgate.Core;
using Tollgate.Dialects.Replies;

namespace Tollgate.Dialects.Tests.Replies.Traps;

/// <summary>The accounting traps (CAPABILITIES 19) that are sprung or avoided where usage is read. The number is the trap's.</summary>
public sealed class ReadingTrapTests
{
    [Fact]
    public void Trap01_OpenAIInputIncludesCacheTokens() =>
        Assert.Equal(
            "input 86, cache_read 1920, output 300",
            Metered.Chat("""{"prompt_tokens":2006,"completion_tokens":300,"total_tokens":2306,"prompt_tokens_details":{"cached_tokens":1920}}""").Usage.ToString());

    [Fact]
    public void Trap01_AnthropicInputExcludesCacheTokens()
    {
        var usage = Metered.Messages("""{"input_tokens":21,"cache_creation_input_tokens":100,"cache_read_input_tokens":188086,"output_tokens":393}""").Usage;

        Assert.Equal("input 21, cache_read 188086, cache_write_5m 100, output 393", usage.ToString());
        Assert.Equal(21 + 100 + 188086, usage.TotalInput);
    }

    [Fact]
    public void Trap01_GeminiInputIncludesCacheTokens() =>
        Assert.Equal("input 12, cache_read 30, output 5", Metered.Gemini("""{"promptTokenCount":42,"cachedContentTokenCount":30,"candidatesTokenCount":5,"totalTokenCount":47}""").Usage.ToString());

    [Fact]
    public void Trap02_StartAndDelta_AreNotSummed() =>
        Assert.Equal(
            "input 25, output 15",
            Metered.Events(
                Surface.Messages,
                """{"type":"message_start","message":{"usage":{"input_tokens":25,"output_tokens":3}}}""",
                """{"type":"message_delta","delta":{},"usage":{"input_tokens":25,"output_tokens":9}}""",
                """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":15}}""").Usage.ToString());

    [Fact]
    public void Trap02_CumulativeGeminiChunks_AreNotSummed() =>
        Assert.Equal(
            "input 9, output 4",
            Metered.Events(
                Surface.GenerateContent,
                """{"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":2,"totalTokenCount":11}}""",
                """{"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":4,"totalTokenCount":13}}""").Usage.ToString());

    [Fact]
    public void Trap03_UsageChunkWithEmptyChoices_IsRead() =>
        Assert.Equal(
            "input 19, output 10",
            Metered.Events(Surface.ChatCompletions, """{"choices":[{"index":0,"delta":{"content":"a"}}],"usage":null}""", """{"choices":[],"usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29}}""").Usage.ToString());

    [Fact]
    public void Trap04_ExplicitZero_IsAReport()
    {
        var meter = Metered.Chat("""{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}""");

        Assert.True(meter.HasUsage);
        Assert.True(meter.IsUsageFinal);
        Assert.True(meter.Usage.IsEmpty);
    }

    [Fact]
    public void Trap04_MissingUsage_IsNoReport() => Assert.False(Metered.Body(Surface.ChatCompletions, """{"choices":[],"usage":null}""").HasUsage);

    [Fact]
    public void Trap04_ALaterZero_DoesNotEraseACount() =>
        Assert.Equal(
            "input 25, output 15",
            Metered.Events(
                Surface.Messages,
                """{"type":"message_start","message":{"usage":{"input_tokens":25,"output_tokens":1}}}""",
                """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":0,"output_tokens":15}}""").Usage.ToString());

    [Fact]
    public void Trap04_ALaterCount_ReplacesAZero() =>
        Assert.Equal(
            "input 25, output 15",
            Metered.Events(
                Surface.Messages,
                """{"type":"message_start","message":{"usage":{"input_tokens":0,"output_tokens":0}}}""",
                """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":25,"output_tokens":15}}""").Usage.ToString());

    [Fact]
    public void Trap05_ReasoningInsideTheCompletion_IsNotAddedAgain()
    {
        var usage = Metered.Chat("""{"prompt_tokens":81,"completion_tokens":1035,"total_tokens":1116,"completion_tokens_details":{"reasoning_tokens":1000}}""").Usage;

        Assert.Equal("input 81, output 35, reasoning 1000", usage.ToString());
        Assert.Equal(1035, usage.TotalOutput);
    }

    [Fact]
    public void Trap05_ReasoningOutsideTheCompletion_IsAdded() =>
        Assert.Equal(
            "input 32, output 9, reasoning 160",
            Metered.Chat("""{"prompt_tokens":32,"completion_tokens":9,"total_tokens":201,"completion_tokens_details":{"reasoning_tokens":160}}""", "reasoning_outside").Usage.ToString());

    [Fact]
    public void Trap05_AnthropicThinking_IsInsideTheOutput() =>
        Assert.Equal("input 5, output 60, reasoning 340", Metered.Messages("""{"input_tokens":5,"output_tokens":400,"output_tokens_details":{"thinking_tokens":340}}""").Usage.ToString());

    [Fact]
    public void Trap06_GeminiThoughts_AreAddedToTheOutput() =>
        Assert.Equal(
            926,
            Metered.Gemini("""{"promptTokenCount":11,"candidatesTokenCount":70,"thoughtsTokenCount":856,"totalTokenCount":937}""").Usage.TotalOutput);

    [Fact]
    public void Trap07_FiveMinutesAndOneHourAndTotal_AreNotCountedTwice()
    {
        var meter = Metered.Messages("""{"input_tokens":1,"cache_creation_input_tokens":556,"cache_creation":{"ephemeral_5m_input_tokens":456,"ephemeral_1h_input_tokens":100},"output_tokens":2}""");

        Assert.Equal("input 1, cache_write_5m 456, cache_write_1h 100, output 2", meter.Usage.ToString());
        Assert.False(meter.IsInconsistent);
    }

    [Theory]
    [InlineData(600, 456, 0, 600, 0)]
    [InlineData(600, 456, 100, 456, 144)]
    [InlineData(600, 0, 0, 0, 600)]
    [InlineData(500, 456, 100, 456, 100)]
    public void Trap07_ASplitThatIsNotTheTotal_CountsTheLargerAndIsInconsistent(int total, int short5m, int long1h, int expected5m, int expected1h)
    {
        var meter = Metered.Messages($$$"""{"input_tokens":1,"cache_creation_input_tokens":{{{total}}},"cache_creation":{"ephemeral_5m_input_tokens":{{{short5m}}},"ephemeral_1h_input_tokens":{{{long1h}}}},"output_tokens":2}""");

        Assert.Equal((expected5m, expected1h), (meter.Usage[Unit.CacheWrite5m], meter.Usage[Unit.CacheWrite1h]));
        Assert.True(meter.IsInconsistent);
    }

    [Fact]
    public void Trap07_WritesWithoutALifetime_AreForAnHourWhereThatWasAsked()
    {
        var meter = new ReplyMeter(Surface.Messages, UsageContainment.Usual) { AsksForOneHourCache = true };

        meter.ReadBody("""{"usage":{"input_tokens":1,"cache_creation_input_tokens":50,"output_tokens":2}}"""u8);

        Assert.Equal("input 1, cache_write_1h 50, output 2", meter.Usage.ToString());
    }

    [Fact]
    public void Trap08_CachedTokens_CountTowardsTheTotalThatChoosesTheTier() =>
        Assert.Equal(200_001, Metered.Messages("""{"input_tokens":1,"cache_read_input_tokens":150000,"cache_creation_input_tokens":50000,"output_tokens":2}""").Usage.TotalInput);

    [Fact]
    public void Trap11_TheTierServed_IsTheLastOneSaid() =>
        Assert.Equal(
            "default",
            Metered.Events(
                Surface.Responses,
                """{"type":"response.created","response":{"service_tier":"auto"}}""",
                """{"type":"response.completed","response":{"service_tier":"default","usage":{"input_tokens":1,"output_tokens":1}}}""").ServedTier);

    [Fact]
    public void Trap11_AnthropicTierAndSpeed_AreReadFromTheUsage()
    {
        var meter = Metered.Messages("""{"input_tokens":1,"output_tokens":1,"service_tier":"batch","speed":"fast","inference_geo":"us"}""");

        Assert.Equal(("batch", "fast", "us"), (meter.ServedTier, meter.ServedSpeed, meter.ServedRegion));
    }

    [Theory]
    [InlineData("0.000000000000000000123", "0.000000000000000000123")]
    [InlineData("2.99e-05", "0.0000299")]
    [InlineData("0.1", "0.1")]
    public void Trap13_ProviderCost_IsReadAsDecimalFromTheText(string written, string expected) =>
        Assert.Equal(
            decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
            Metered.Chat($$"""{"prompt_tokens":1,"completion_tokens":1,"cost":{{written}}}""").ProviderCost);

    [Fact]
    public void Trap15_SeveralChoices_AreOneReport()
    {
        var meter = Metered.Events(
            Surface.ChatCompletions,
            """{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}""",
            """{"choices":[{"index":1,"delta":{"content":"bc"},"finish_reason":"stop"}]}""",
            """{"choices":[],"usage":{"prompt_tokens":16,"completion_tokens":9,"total_tokens":25}}""");

        Assert.Equal("input 16, output 9", meter.Usage.ToString());
        Assert.Equal(3, meter.OutputBytes);
    }

    [Fact]
    public void Trap15_TheSameUsageInEveryChoice_IsCountedOnce() =>
        Assert.Equal(
            "input 16, output 9",
            Metered.Body(Surface.ChatCompletions, """{"choices":[{"index":0,"usage":{"prompt_tokens":16,"completion_tokens":9}},{"index":1,"usage":{"prompt_tokens":16,"completion_tokens":9}}]}""").Usage.ToString());

    [Fact]
    public void Trap17_ADisconnectedStream_HasUsageSoFarThatIsNotFinal()
    {
        var meter = Metered.Events(
            Surface.Messages,
            """{"type":"message_start","message":{"usage":{"input_tokens":25,"output_tokens":1}}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}""");

        Assert.True(meter.HasUsage);
        Assert.False(meter.IsUsageFinal);
        Assert.False(meter.IsComplete);
        Assert.Equal(5, meter.OutputBytes);
    }

    [Fact]
    public void Trap18_AnErrorAfterPartialOutput_KeepsWhatWasReported()
    {
        var meter = Metered.Events(
            Surface.Messages,
            """{"type":"message_start","message":{"usage":{"input_tokens":25,"output_tokens":1}}}""",
            """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""");

        Assert.True(meter.HasError);
        Assert.Equal("input 25, output 1", meter.Usage.ToString());
        Assert.False(meter.IsUsageFinal);
    }

    [Fact]
    public void Trap18_AFailedResponse_IsBilledAsItReports()
    {
        var meter = Metered.Events(Surface.Responses, """{"type":"response.failed","response":{"status":"failed","error":{"code":"server_error"},"usage":{"input_tokens":30,"output_tokens":5,"total_tokens":35}}}""");

        Assert.True(meter.HasError);
        Assert.True(meter.IsUsageFinal);
        Assert.Equal("input 30, output 5", meter.Usage.ToString());
    }

    [Fact]
    public void Trap19_TheObjectId_TellsPollsOfOneObjectApartFromTwoObjects() =>
        Assert.Equal("resp_1", Metered.Body(Surface.Responses, """{"id":"resp_1","object":"response","status":"queued","usage":null}""").ObjectId);

    [Fact]
    public void Trap22_AWebSearchCall_IsBilledPerQuery()
    {
        const string Reply = """{"output":[{"type":"web_search_call","action":{"type":"search","queries":["a","b"]}},{"type":"web_search_call","action":{"type":"search","query":"c"}},{"type":"web_search_call","action":{"type":"open_page"}}]}""";

        Assert.Equal(3, Metered.Body(Surface.Responses, Reply).Usage[Unit.WebSearch]);
        Assert.Equal(2, Metered.Body(Surface.Responses, Reply, "web_search_per_call").Usage[Unit.WebSearch]);
    }

    [Fact]
    public void Trap22_TheProvidersOwnCountOfSearches_Wins() =>
        Assert.Equal(
            1,
            Metered.Body(Surface.Responses, """{"output":[{"type":"web_search_call","action":{"type":"search","queries":["a","b"]}}],"tool_usage":{"web_search":{"num_requests":1}}}""").Usage[Unit.WebSearch]);

    [Fact]
    public void Trap22_SearchesInAStream_AreNotCountedTwice() =>
        Assert.Equal(
            1,
            Metered.Events(
                Surface.Responses,
                """{"type":"response.output_item.done","output_index":0,"item":{"type":"web_search_call","action":{"type":"search","query":"a"}}}""",
                """{"type":"response.completed","response":{"output":[{"type":"web_search_call","action":{"type":"search","query":"a"}}],"usage":{"input_tokens":1,"output_tokens":1}}}""").Usage[Unit.WebSearch]);

    [Fact]
    public void Trap22_GroundingQueries_AreCountedOnceThoughChunksRepeatThem()
    {
        const string Chunk = """{"candidates":[{"index":0,"groundingMetadata":{"webSearchQueries":["a","b"]}}]}""";

        Assert.Equal(2, Metered.Events(Surface.GenerateContent, Chunk, Chunk).Usage[Unit.Grounding]);
    }

    [Fact]
    public void Trap22_GroundedPrompts_AreOneWhereThePromptIsBilled() =>
        Assert.Equal(1, Metered.Body(Surface.GenerateContent, """{"candidates":[{"groundingMetadata":{"webSearchQueries":["a","b"]}}]}""", "grounding_per_prompt").Usage[Unit.Grounding]);

    [Fact]
    public void Trap23_ServerToolTokens_AreInputOfTheNextTurn()
    {
        var meter = Metered.Events(
            Surface.Messages,
            """{"type":"message_start","message":{"usage":{"input_tokens":2679,"output_tokens":3}}}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":10682,"output_tokens":510,"server_tool_use":{"web_search_requests":1}}}""");

        Assert.Equal("input 10682, output 510, web_search 1", meter.Usage.ToString());
    }

    [Fact]
    public void Trap23_GeminiToolUsePrompts_AreExtraInput() =>
        Assert.Equal("input 110, output 5", Metered.Gemini("""{"promptTokenCount":10,"toolUsePromptTokenCount":100,"candidatesTokenCount":5,"totalTokenCount":115}""").Usage.ToString());

    [Fact]
    public void Trap23_InternalTurnsOutsideTheTotals_AreAdded()
    {
        var meter = Metered.Messages("""{"input_tokens":23,"output_tokens":10,"iterations":[{"type":"compaction","input_tokens":180,"output_tokens":35,"cache_read_input_tokens":7},{"type":"message","input_tokens":23,"output_tokens":10}]}""");

        Assert.Equal("input 203, cache_read 7, output 45", meter.Usage.ToString());
        Assert.False(meter.IsInconsistent);
    }

    [Fact]
    public void Trap23_AnInternalTurnOnAnotherModel_IsMarked() =>
        Assert.True(Metered.Messages("""{"input_tokens":1,"output_tokens":1,"iterations":[{"type":"advisor_message","model":"claude-opus","input_tokens":5,"output_tokens":5}]}""").IsInconsistent);

    [Fact]
    public void Trap26_AStreamCutByUs_HasItsInputAndTheBytesItWrote()
    {
        var meter = new ReplyMeter(Surface.Messages, UsageContainment.Usual);
        var ready = new System.Buffers.ArrayBufferWriter<byte>();
        using var relay = new SseRelay(Surface.Messages, meter, false);
        relay.Push(Encoding.UTF8.GetBytes("data: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":25,\"output_tokens\":1}}}\n\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"text\":\"Hello\"}}\n\n"), ready);

        relay.WriteCut(ready);

        Assert.Equal((25, 5, false), (meter.Usage[Unit.Input], meter.OutputBytes, meter.IsUsageFinal));
    }

    [Theory]
    [InlineData(Surface.Moderations, """{"results":[],"usage":{"prompt_tokens":9}}""")]
    [InlineData(Surface.CountTokens, """{"input_tokens":2095}""")]
    [InlineData(Surface.GeminiCountTokens, """{"totalTokens":31}""")]
    public void Trap27_CountingTokensAndModeration_AreFree(Surface surface, string reply)
    {
        var meter = Metered.Body(surface, reply);

        Assert.True(meter.IsFree);
        Assert.True(meter.HasUsage);
        Assert.True(meter.Usage.IsEmpty);
    }

    [Fact]
    public void Trap28_TheProvidersOwnCost_IsKeptBesideTheUsage()
    {
        var meter = Metered.Chat("""{"prompt_tokens":194,"completion_tokens":2,"total_tokens":196,"cost":0.95,"cost_details":{"upstream_inference_cost":19}}""");

        Assert.Equal((0.95m, 19m, "input 194, output 2"), (meter.ProviderCost, meter.UpstreamCost, meter.Usage.ToString()));
    }
}
