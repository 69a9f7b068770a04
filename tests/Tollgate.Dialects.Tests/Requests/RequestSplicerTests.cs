using System.Text;
using Tollgate.Core;
using Tollgate.Dialects.Requests;

namespace Tollgate.Dialects.Tests.Requests;

public sealed class RequestSplicerTests
{
    [Theory]
    [InlineData(Surface.ChatCompletions, OutputLimitField.MaxCompletionTokens, """{"model":"m"}""", """{"max_completion_tokens":50,"model":"m"}""")]
    [InlineData(Surface.ChatCompletions, OutputLimitField.MaxTokens, """{"model":"m"}""", """{"max_tokens":50,"model":"m"}""")]
    [InlineData(Surface.ChatCompletions, OutputLimitField.MaxTokens, """{"model":"m","max_tokens":900,"max_completion_tokens":700}""", """{"model":"m","max_tokens":50,"max_completion_tokens":50}""")]
    [InlineData(Surface.ChatCompletions, OutputLimitField.MaxCompletionTokens, """{"model":"m","max_tokens":900,"max_completion_tokens":20}""", """{"model":"m","max_tokens":50,"max_completion_tokens":20}""")]
    [InlineData(Surface.ChatCompletions, OutputLimitField.MaxCompletionTokens, """{"model":"m","max_tokens":900}""", """{"model":"m","max_tokens":50}""")]
    [InlineData(Surface.ChatCompletions, OutputLimitField.MaxTokens, """{"model":"m","max_completion_tokens":900}""", """{"max_tokens":50,"model":"m","max_completion_tokens":50}""")]
    [InlineData(Surface.ChatCompletions, OutputLimitField.MaxTokens, """{"model":"m","max_tokens": null }""", """{"model":"m","max_tokens": 50 }""")]
    [InlineData(Surface.ChatCompletions, OutputLimitField.MaxTokens, """{"model":"m","max_tokens":50}""", """{"model":"m","max_tokens":50}""")]
    [InlineData(Surface.Messages, OutputLimitField.None, """{"model":"m","max_tokens":128000}""", """{"model":"m","max_tokens":50}""")]
    [InlineData(Surface.Completions, OutputLimitField.None, """{ "model":"m"}""", """{"max_tokens":50, "model":"m"}""")]
    [InlineData(Surface.Responses, OutputLimitField.None, """{"model":"m","max_tokens":9}""", """{"max_output_tokens":50,"model":"m","max_tokens":9}""")]
    [InlineData(Surface.GenerateContent, OutputLimitField.None, """{}""", """{"generationConfig":{"maxOutputTokens":50}}""")]
    [InlineData(Surface.GenerateContent, OutputLimitField.None, """{ }""", """{"generationConfig":{"maxOutputTokens":50} }""")]
    [InlineData(Surface.GenerateContent, OutputLimitField.None, """{"contents":[]}""", """{"generationConfig":{"maxOutputTokens":50},"contents":[]}""")]
    [InlineData(Surface.GenerateContent, OutputLimitField.None, """{"system_instruction":{}}""", """{"generation_config":{"max_output_tokens":50},"system_instruction":{}}""")]
    [InlineData(Surface.GenerateContent, OutputLimitField.None, """{"generationConfig":null}""", """{"generationConfig":{"maxOutputTokens":50}}""")]
    [InlineData(Surface.GenerateContent, OutputLimitField.None, """{"generationConfig": { } }""", """{"generationConfig": {"maxOutputTokens":50} }""")]
    [InlineData(Surface.GenerateContent, OutputLimitField.None, """{"generationConfig":{"topK":1}}""", """{"generationConfig":{"maxOutputTokens":50,"topK":1}}""")]
    [InlineData(Surface.GenerateContent, OutputLimitField.None, """{"generationConfig":{"maxOutputTokens":"900"}}""", """{"generationConfig":{"maxOutputTokens":50}}""")]
    [InlineData(Surface.GenerateContent, OutputLimitField.None, """{"generationConfig":{"maxOutputTokens":null}}""", """{"generationConfig":{"maxOutputTokens":50}}""")]
    [InlineData(Surface.Embeddings, OutputLimitField.None, """{"model":"m"}""", """{"model":"m"}""")]
    public void TheOutputLimit_IsLoweredOrAdded(Surface surface, OutputLimitField field, string body, string expected)
    {
        var splices = default(Splices);

        RequestSplicer.SetOutputLimit(ref splices, surface, Reading.Facts(surface, body), field, 50);

        Assert.Equal(expected, Apply(splices, body));
    }

    [Theory]
    [InlineData("""{"model":"m"}""", """{"stream_options":{"include_usage":true},"model":"m"}""")]
    [InlineData("""{"model":"m","stream_options":null}""", """{"model":"m","stream_options":{"include_usage":true}}""")]
    [InlineData("""{"model":"m","stream_options":{ }}""", """{"model":"m","stream_options":{"include_usage":true}}""")]
    [InlineData("""{"model":"m","stream_options":{"a":1}}""", """{"model":"m","stream_options":{"include_usage":true,"a":1}}""")]
    [InlineData("""{"model":"m","stream_options":{"include_usage":false}}""", """{"model":"m","stream_options":{"include_usage":true}}""")]
    [InlineData("""{"model":"m","stream_options":{"include_usage":null}}""", """{"model":"m","stream_options":{"include_usage":true}}""")]
    [InlineData("""{"model":"m","stream_options":{"include_usage":true}}""", """{"model":"m","stream_options":{"include_usage":true}}""")]
    public void Usage_IsAskedFor(string body, string expected)
    {
        var splices = default(Splices);

        RequestSplicer.AskForUsage(ref splices, Surface.ChatCompletions, Reading.Facts(Surface.ChatCompletions, body));

        Assert.Equal(expected, Apply(splices, body));
    }

    [Fact]
    public void Usage_IsNotAskedForWhereItComesByItself()
    {
        const string Body = """{"model":"m","stream":true}""";
        var splices = default(Splices);

        RequestSplicer.AskForUsage(ref splices, Surface.Messages, Reading.Facts(Surface.Messages, Body));

        Assert.Equal(0, splices.Count);
    }

    [Theory]
    [InlineData("""{"model":"m"}""", """{"max_tool_calls":3,"model":"m"}""")]
    [InlineData("""{"model":"m","max_tool_calls":9}""", """{"model":"m","max_tool_calls":3}""")]
    [InlineData("""{"model":"m","max_tool_calls":2}""", """{"model":"m","max_tool_calls":2}""")]
    [InlineData("""{"model":"m","max_tool_calls":null}""", """{"model":"m","max_tool_calls":3}""")]
    public void ToolCalls_AreBounded(string body, string expected)
    {
        var splices = default(Splices);

        RequestSplicer.SetMaxToolCalls(ref splices, Reading.Facts(Surface.Responses, body), 3);

        Assert.Equal(expected, Apply(splices, body));
    }

    [Fact]
    public void EveryEditAtOnce_KeepsItsPlace()
    {
        const string Body = """{"messages":[],"model":"m","stream":true}""";
        var facts = Reading.Facts(Surface.ChatCompletions, Body);
        var splices = default(Splices);

        RequestSplicer.AskForUsage(ref splices, Surface.ChatCompletions, facts);
        RequestSplicer.SetModel(ref splices, Surface.ChatCompletions, facts, "gpt"u8);
        RequestSplicer.SetOutputLimit(ref splices, Surface.ChatCompletions, facts, OutputLimitField.MaxTokens, 7);

        Assert.Equal("""{"stream_options":{"include_usage":true},"max_tokens":7,"messages":[],"model":"gpt","stream":true}""", Apply(splices, Body));
    }

    [Fact]
    public void TwoMembersPutIntoAnEmptyObject_HaveOneComma()
    {
        var facts = new RequestFacts { InsertAt = 1, IsEmptyObject = true, MaxTokens = LimitSlot.Absent };
        var splices = default(Splices);

        RequestSplicer.AskForUsage(ref splices, Surface.ChatCompletions, facts);
        RequestSplicer.SetOutputLimit(ref splices, Surface.Completions, facts, OutputLimitField.None, 7);

        Assert.Equal("""{"stream_options":{"include_usage":true},"max_tokens":7}""", Apply(splices, "{}"));
    }

    [Fact]
    public void AValueSetTwice_HasTheLastOne()
    {
        var splices = default(Splices);

        splices.Replace(new Slice(1, 2), "first"u8);
        splices.Replace(new Slice(1, 2), "2"u8);

        Assert.Equal("a2d", Apply(splices, "abcd"));
    }

    [Fact]
    public void OverlappingEdits_AreABug()
    {
        var splices = default(Splices);
        splices.Replace(new Slice(2, 4), "x"u8);

        Assert.Throws<InvalidOperationException>(() => Overlap(splices, new Slice(4, 4)));
        Assert.Throws<InvalidOperationException>(() => Overlap(splices, new Slice(0, 3)));
        Assert.Throws<InvalidOperationException>(() => Overlap(splices, new Slice(0, 20)));
        Assert.Throws<InvalidOperationException>(() => Overlap(splices, new Slice(3, 0)));
    }

    private static void Overlap(Splices splices, Slice what) => splices.Replace(what, "y"u8);

    private static string Apply(in Splices splices, string body) => Encoding.UTF8.GetString(Splicing.Apply(splices, Encoding.UTF8.GetBytes(body)));
}
