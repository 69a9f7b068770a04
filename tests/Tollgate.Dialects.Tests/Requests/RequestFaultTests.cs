using System.Text;
using Tollgate.Core;
using Tollgate.Dialects.Requests;

namespace Tollgate.Dialects.Tests.Requests;

/// <summary>CONTRACT 4: what could be read in two ways is refused before any upstream byte.</summary>
public sealed class RequestFaultTests
{
    [Theory]
    [InlineData("", RequestFault.NotJson)]
    [InlineData("{", RequestFault.NotJson)]
    [InlineData("{\"model\":\"m\",}", RequestFault.NotJson)]
    [InlineData("{\"model\":\"m\"/*c*/}", RequestFault.NotJson)]
    [InlineData("{\"model\":\"a\\x\"}", RequestFault.NotJson)]
    [InlineData("[]", RequestFault.NotAnObject)]
    [InlineData("\"text\"", RequestFault.NotAnObject)]
    [InlineData("{}", RequestFault.MissingModel)]
    [InlineData("{\"model\":\"\"}", RequestFault.MissingModel)]
    [InlineData("{\"model\":null}", RequestFault.WrongType)]
    [InlineData("{\"model\":[\"m\"]}", RequestFault.WrongType)]
    [InlineData("{\"model\":\"m\"}{}", RequestFault.TrailingData)]
    [InlineData("{\"model\":\"m\"} x", RequestFault.TrailingData)]
    [InlineData("{\"model\":\"m\"}\0", RequestFault.TrailingData)]
    [InlineData("{\"model\":\"m\",\"stream\":\"true\"}", RequestFault.WrongType)]
    [InlineData("{\"model\":\"m\",\"stream\":1}", RequestFault.WrongType)]
    [InlineData("{\"model\":\"m\",\"n\":0}", RequestFault.WrongType)]
    [InlineData("{\"model\":\"m\",\"n\":\"2\"}", RequestFault.WrongType)]
    [InlineData("{\"model\":\"m\",\"max_tokens\":-1}", RequestFault.WrongType)]
    [InlineData("{\"model\":\"m\",\"max_tokens\":1.5}", RequestFault.WrongType)]
    [InlineData("{\"model\":\"m\",\"max_tokens\":1e400}", RequestFault.WrongType)]
    [InlineData("{\"model\":\"m\",\"max_tokens\":99999999999999999999}", RequestFault.WrongType)]
    [InlineData("{\"model\":\"m\",\"stream_options\":[]}", RequestFault.WrongType)]
    public void Chat_WithABodyThatIsNotOneRequest_IsAFault(string body, RequestFault expected) =>
        Assert.Equal(expected, Reading.Fault(Surface.ChatCompletions, body));

    [Theory]
    [InlineData("{\"model\":\"a\",\"model\":\"b\"}")]
    [InlineData("{\"model\":\"a\",\"m\\u006fdel\":\"b\"}")]
    [InlineData("{\"\\u006D\\u006f\\u0064\\u0065\\u006c\":\"a\",\"model\":\"b\"}")]
    [InlineData("{\"model\":\"a\",\"stream_options\":{\"include_usage\":true,\"include_usage\":false}}")]
    [InlineData("{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"x\",\"content\":[]}]}")]
    [InlineData("{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"t\\u0079pe\":\"image_url\"}]}]}")]
    [InlineData("{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:,\",\"url\":\"http://x\"}}]}]}")]
    [InlineData("{\"model\":\"a\",\"tools\":[{\"type\":\"web_search_20250305\",\"max_uses\":1,\"max_uses\":9}]}")]
    [InlineData("{\"model\":\"a\",\"metadata\":{\"user_id\":\"x\",\"user_id\":\"y\"}}")]
    public void AKeyThatIsReadTwice_IsAFault(string body) => Assert.Equal(RequestFault.RepeatedKey, Reading.Fault(Surface.Messages, body));

    [Theory]
    [InlineData("{\"generationConfig\":{},\"generation_config\":{}}")]
    [InlineData("{\"generationConfig\":{\"maxOutputTokens\":1,\"max_output_tokens\":9}}")]
    [InlineData("{\"generationConfig\":{\"thinkingConfig\":{\"thinkingBudget\":1,\"thinking_b\\u0075dget\":9}}}")]
    [InlineData("{\"contents\":[{\"parts\":[{\"inlineData\":{},\"inline_data\":{}}]}]}")]
    public void BothGeminiSpellingsOfAField_AreAFault(string body) => Assert.Equal(RequestFault.RepeatedKey, Reading.Fault(Surface.GenerateContent, body));

    [Fact]
    public void AKeyThatNobodyReads_MayRepeat() =>
        Assert.Equal(RequestFault.None, Reading.Fault(Surface.ChatCompletions, "{\"model\":\"m\",\"x\":1,\"x\":2,\"logit_bias\":{\"model\":1,\"model\":2}}"));

    [Fact]
    public void ARepeatedKey_IsNamedByItsPlace()
    {
        var body = "{\"model\":\"a\", \"m\\u006fdel\":\"b\"}";

        Reading.Fault(Surface.ChatCompletions, Encoding.UTF8.GetBytes(body), out var where);

        Assert.Equal("m\\u006fdel", Reading.Text(body, where));
    }

    [Theory]
    [InlineData("{\"model\":\"m\",\"max_tokens\":\"ZEBRA\"}", "max_tokens")]
    [InlineData("{\"model\":\"m\",\"stream\":\"ZEBRA\"}", "stream")]
    [InlineData("{\"model\":\"m\",\"background\":\"ZEBRA\"}", "background")]
    [InlineData("{\"model\":\"m\",\"max_tokens\":-1}", "max_tokens")]
    public void AWrongType_IsNamedByItsField_NotByItsValue(string body, string field)
    {
        Assert.Equal(RequestFault.WrongType, Reading.Fault(Surface.Responses, Encoding.UTF8.GetBytes(body), out var where));

        Assert.Equal(field, Reading.Text(body, where));
    }

    [Theory]
    [InlineData(Surface.ChatCompletions, "{\"model\":\"m\",\"n\":100001}", "n")]
    [InlineData(Surface.Completions, "{\"model\":\"m\",\"best_of\":1000000000000}", "best_of")]
    [InlineData(Surface.GenerateContent, "{\"generationConfig\":{\"candidateCount\":200000}}", "candidateCount")]
    public void MoreAnswersThanABoundCounts_AreAFault(Surface surface, string body, string field)
    {
        Assert.Equal(RequestFault.OutOfRange, Reading.Fault(surface, Encoding.UTF8.GetBytes(body), out var where));

        Assert.Equal(field, Reading.Text(body, where));
    }

    [Fact]
    public void AnotherEncodingThanUtf8_IsAFault()
    {
        var text = "{\"model\":\"m\"}";
        byte[][] bodies =
        [
            [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
            [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            Encoding.Unicode.GetBytes(text),
            Encoding.BigEndianUnicode.GetBytes(text),
            Encoding.UTF32.GetBytes(text),
            Encoding.Latin1.GetBytes("{\"model\":\"\u00e9\"}"),
            [.. "{\"model\":\"m\",\"x\":\""u8, 0xC0, 0x80, .. "\"}"u8],
            [.. "{\"model\":\"m\",\"x\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8],
        ];

        Assert.All(bodies, body => Assert.Equal(RequestFault.WrongEncoding, Reading.Fault(Surface.ChatCompletions, body, out _)));
    }

    [Fact]
    public void InvalidUtf8_IsNamedByItsOffset()
    {
        Reading.Fault(Surface.ChatCompletions, [.. "{\"model\":\"é"u8, 0xFF, .. "\"}"u8], out var where);

        Assert.Equal(12, where.Start);
    }

    [Theory]
    [InlineData(64, RequestFault.None)]
    [InlineData(65, RequestFault.TooDeep)]
    [InlineData(5000, RequestFault.TooDeep)]
    public void MoreThan64Levels_AreAFault(int levels, RequestFault expected)
    {
        var body = "{\"model\":\"m\",\"x\":" + new string('[', levels - 1) + new string(']', levels - 1) + "}";

        Assert.Equal(expected, Reading.Fault(Surface.ChatCompletions, body));
    }

    [Fact]
    public void ABatchThatNamesTwoModels_IsAFault()
    {
        Assert.Equal(RequestFault.ConflictingModels, Reading.Fault(Surface.BatchEmbedContents, "{\"requests\":[{\"model\":\"models/a\"},{\"model\":\"models/b\"}]}"));
        Assert.Equal(RequestFault.ConflictingModels, Reading.Fault(Surface.GeminiCountTokens, "{\"model\":\"models/a\",\"generateContentRequest\":{\"model\":\"models/b\"}}"));
    }
}
