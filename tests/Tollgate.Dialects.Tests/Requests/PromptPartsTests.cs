using System.Text;
using Tollgate.Core;
using Tollgate.Dialects.Requests;

namespace Tollgate.Dialects.Tests.Requests;

/// <summary>The sharp bound: what of a prompt an earlier one of the session covers.</summary>
public sealed class PromptPartsTests
{
    private const string Read = """{"name":"Read","input_schema":{"type":"object"}}""";

    [Fact]
    public void ALongerConversation_IsBoundedByItsNewPartsAlone()
    {
        var earlier = Messages(User("a"), Assistant("b"));
        var current = Messages(User("a"), Assistant("b"), User("the new question"));

        var gap = Gap(earlier, current);

        Assert.True(gap.IsPrefix);
        Assert.Equal((User("the new question").Length, 2), (gap.Bytes, gap.Parts));
    }

    [Fact]
    public void CacheBreakpoints_MayMove()
    {
        var marked = """{"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}]}""";
        var result = """{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"r","cache_control":{"type":"ephemeral"}}],"cache_control":{"type":"ephemeral"}}]}""";

        Assert.Equal(0, Gap(Messages(marked), Messages(User("a"))).Bytes);
        Assert.Equal(0, Gap(Messages(result), Messages(result.Replace(""","cache_control":{"type":"ephemeral"}""", "", StringComparison.Ordinal))).Bytes);
    }

    [Fact]
    public void ABreakpointsName_HidesNothingInsideAnArgument()
    {
        var small = """{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"n","input":{"cache_control":"x"}}]}""";
        var large = small.Replace("\"x\"", "\"" + new string('y', 500) + "\"", StringComparison.Ordinal);

        Assert.True(Gap(Messages(small), Messages(large)).Bytes > 500);
    }

    [Fact]
    public void AChangedRole_IsANewPart() => Assert.NotEqual(0, Gap(Messages(User("a")), Messages(Assistant("a"))).Bytes);

    [Fact]
    public void TheSamePartTwice_NeedsToHaveBeenThereTwice()
    {
        Assert.Equal(User("a").Length, Gap(Messages(User("a")), Messages(User("a"), User("a"))).Bytes);
        Assert.Equal(0, Gap(Messages(User("a"), User("a")), Messages(User("a"))).Bytes);
    }

    [Fact]
    public void APartMovedElsewhere_IsStillCovered()
    {
        var gap = Gap(Messages(User("a"), Assistant("b"), User("c")), Messages(User("c"), Assistant("b")));

        Assert.Equal((0L, false), (gap.Bytes, gap.IsPrefix));
    }

    [Fact]
    public void Reasoning_IsCoveredOnlyInAPrefix()
    {
        const string Thought = """{"role":"assistant","content":[{"type":"thinking","thinking":"long","signature":"s"},{"type":"tool_use","id":"t","name":"Read","input":{}}]}""";
        const string Block = """{"type":"tool_result","tool_use_id":"t","content":"r"}""";
        const string Result = $$"""{"role":"user","content":[{{Block}}]}""";
        var afterAnotherQuestion = Messages(User("a"), Thought, User("skip that"));

        Assert.Equal(0, Gap(afterAnotherQuestion, Messages(User("a"), Thought, User("skip that"), Assistant("ok"))).Bytes - Assistant("ok").Length);
        Assert.Equal("""{"type":"thinking","thinking":"long","signature":"s"}""".Length + Block.Length, Gap(afterAnotherQuestion, Messages(User("a"), Thought, Result)).Bytes);
    }

    [Fact]
    public void WithContextManagementThatClearsResults_OnlyAPrefixCovers()
    {
        const string Clears = ""","context_management":{"edits":[{"type":"clear_tool_uses_20250919"}]}""";
        var earlier = Body(Clears, User("a"), User("b"));

        Assert.Equal(User("c").Length, Gap(earlier, Body(Clears, User("a"), User("b"), User("c"))).Bytes);
        Assert.Equal(User("b").Length, Gap(earlier, Body(Clears, User("b"))).Bytes);
    }

    [Fact]
    public void Tools_AreCoveredInAnyOrder_ButTheFirstToolChangesTheHead()
    {
        var other = Read.Replace("Read", "Write", StringComparison.Ordinal);

        Assert.Equal(0, Gap(Body($",\"tools\":[{Read},{other}]", User("a")), Body($",\"tools\":[{other},{Read}]", User("a"))).Bytes);
        Assert.Equal(Read.Length, Gap(Body($",\"tools\":[{other}]", User("a")), Body($",\"tools\":[{other},{Read}]", User("a"))).Bytes);
        Assert.NotEqual(Head(Body(",\"tools\":[]", User("a"))), Head(Body($",\"tools\":[{Read}]", User("a"))));
    }

    [Theory]
    [InlineData(",\"tool_choice\":{\"type\":\"any\"}")]
    [InlineData(",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}")]
    [InlineData(",\"output_config\":{\"format\":{\"type\":\"json_schema\"}}")]
    [InlineData(",\"something_new\":1")]
    [InlineData(",\"system\":\"be\"")]
    public void WhatShapesTheCount_IsInTheHead(string member) => Assert.NotEqual(Head(Body("", User("a"))), Head(Body(member, User("a"))));

    [Theory]
    [InlineData(",\"max_tokens\":5")]
    [InlineData(",\"stream\":true")]
    [InlineData(",\"metadata\":{\"user_id\":\"x\"}")]
    [InlineData(",\"temperature\":1")]
    public void WhatDoesNot_IsNot(string member) => Assert.Equal(Head(Body("", User("a"))), Head(Body(member, User("a"))));

    [Fact]
    public void MediaOfTheNewParts_AreCounted_AndTheirPayloadIsNoText()
    {
        const string Image = """{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAAAAAA"}}""";
        var current = Messages(User("a"), $$"""{"role":"user","content":[{{Image}},{"type":"tool_result","tool_use_id":"t","content":[{{Image}},{{Image}}]}]}""");

        var gap = Gap(Messages(User("a")), current);

        Assert.Equal((3, true), (gap.Images, gap.HasMedia));
        Assert.Equal(Encoding.UTF8.GetByteCount(current) - Encoding.UTF8.GetByteCount(Messages(User("a"))) - 1 - (3 * 8), gap.Bytes);
    }

    [Fact]
    public void AToolCalledInByReference_CountsItsDefinition()
    {
        const string Reference = """{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"tool_reference","tool_name":"Read"}]}]}""";

        Assert.Equal(Reference.Length + Read.Length, Gap(Body($",\"tools\":[{Read}]", User("a")), Body($",\"tools\":[{Read}]", User("a"), Reference)).Bytes);
    }

    [Theory]
    [InlineData(Surface.Embeddings, """{"model":"m","input":"x"}""")]
    [InlineData(Surface.Messages, """{"model":"m","messages":[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"https://x"}}]}]}""")]
    [InlineData(Surface.Messages, """{"model":"m","messages":[{"role":"user","content":[{"type":"hologram"}]}]}""")]
    [InlineData(Surface.Messages, """{"model":"m","context_management":{"edits":[{"type":"compact_20260112"}]},"messages":[]}""")]
    [InlineData(Surface.Responses, """{"model":"m","truncation":"auto","input":"x"}""")]
    [InlineData(Surface.Responses, """{"model":"m","previous_response_id":"r","input":"x"}""")]
    [InlineData(Surface.GenerateContent, """{"cachedContent":"c","contents":[]}""")]
    [InlineData(Surface.Messages, """{"model":"m","model":"m"}""")]
    public void WhatCannotBeSeenInto_HasNoSharpBound(Surface surface, string body) =>
        Assert.Equal(-1, PromptParts.Read(surface, Encoding.UTF8.GetBytes(body), new PromptPart[8], out _));

    [Fact]
    public void MorePartsThanFit_HaveNoSharpBound() =>
        Assert.Equal(-1, PromptParts.Read(Surface.Messages, Encoding.UTF8.GetBytes(Messages(User("a"), User("b"))), new PromptPart[3], out _));

    [Theory]
    [InlineData(Surface.ChatCompletions, SampleBodies.Chat)]
    [InlineData(Surface.Responses, SampleBodies.Responses)]
    [InlineData(Surface.GenerateContent, SampleBodies.Gemini)]
    [InlineData(Surface.Messages, SampleBodies.Messages)]
    public void EverySurface_CoversItself_AndCountsItsBytesAndMediaOnce(Surface surface, string body)
    {
        var parts = new PromptPart[64];
        var count = PromptParts.Read(surface, Encoding.UTF8.GetBytes(body), parts, out _);

        var facts = Reading.Facts(surface, body);
        Assert.InRange(count, 4, 64);
        Assert.InRange(parts[..count].Sum(part => part.Bytes), facts.TextBytes / 2, facts.TextBytes);
        Assert.Equal(facts.Images, parts[..count].Sum(part => part.Images));
        Assert.Equal(0, PromptParts.Gap(parts.AsSpan(0, count), parts.AsSpan(0, count)).Parts);
    }

    private static string User(string text) => $$"""{"role":"user","content":[{"type":"text","text":"{{text}}"}]}""";

    private static string Assistant(string text) => $$"""{"role":"assistant","content":[{"type":"text","text":"{{text}}"}]}""";

    private static string Messages(params string[] messages) => Body("", messages);

    private static string Body(string members, params string[] messages) => $$"""{"model":"m"{{members}},"messages":[{{string.Join(',', messages)}}]}""";

    private static UInt128 Head(string body)
    {
        PromptParts.Read(Surface.Messages, Encoding.UTF8.GetBytes(body), new PromptPart[64], out var head);
        return head;
    }

    private static PromptGap Gap(string earlier, string current)
    {
        var (before, now) = (new PromptPart[64], new PromptPart[64]);
        var had = PromptParts.Read(Surface.Messages, Encoding.UTF8.GetBytes(earlier), before, out var oldHead);
        var has = PromptParts.Read(Surface.Messages, Encoding.UTF8.GetBytes(current), now, out var newHead);
        Assert.Equal(oldHead, newHead);
        return PromptParts.Gap(before.AsSpan(0, had), now.AsSpan(0, has));
    }
}
