using System.Diagnostics;
using System.Text.RegularExpressions;
using Tollgate.Callers;
using Tollgate.Core;

namespace Tollgate.Tests.Callers;

public sealed class RightsTests
{
    [Theory]
    [InlineData("claude-*", "anthropic", "claude-sonnet-4", true)]
    [InlineData("claude-*", "anthropic", "gpt-5", false)]
    [InlineData("claude-*", "anthropic", "xclaude-1", false)]
    [InlineData("gpt-4", "openai", "gpt-4", true)]
    [InlineData("gpt-4", "openai", "gpt-4o", false)]
    [InlineData("*", "openai", "anything", true)]
    [InlineData("gpt-?", "openai", "gpt-5", true)]
    [InlineData("gpt-?", "openai", "gpt-", false)]
    [InlineData("openai/*", "openai", "gpt-5", true)]
    [InlineData("openai/*", "azure", "gpt-5", false)]
    [InlineData("openrouter/anthropic/*", "openrouter", "anthropic/claude-sonnet-4", true)]
    [InlineData("anthropic/*", "openrouter", "anthropic/claude-sonnet-4", true)]
    [InlineData("*-mini", "openai", "gpt-5-mini-mini", true)]
    [InlineData("**", "openai", "", true)]
    [InlineData("a*b*c", "x", "aXXbYYc", true)]
    [InlineData("a*b*c", "x", "aXXcYYb", false)]
    public void APattern_CoversWhatItSays(string pattern, string provider, string model, bool isCovered) =>
        Assert.Equal(isCovered, ModelPattern.Matches(pattern, provider, model));

    [Fact]
    public void Patterns_AgreeWithRegularExpressionsOnRandomTexts()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var pattern = Text(random, "ab*?");
            var model = Text(random, "ab");
            var expected = Regex.IsMatch(model, "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$");

            Assert.Equal(expected, ModelPattern.Matches(pattern, "p", model));
        }
    }

    [Fact]
    public void AHostilePattern_CostsNoTime()
    {
        var pattern = string.Concat(Enumerable.Repeat("a*", 100)) + "b";
        var start = Stopwatch.GetTimestamp();

        Assert.False(ModelPattern.Matches(pattern, "p", new string('a', 500)));

        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void AKeyWithoutLists_MayCallEverything()
    {
        var caller = Some.Caller();

        Assert.True(caller.AllowsModel("openai", "gpt-5"));
        Assert.All(Enum.GetValues<Surface>(), surface => Assert.True(caller.AllowsSurface(surface)));
    }

    [Fact]
    public void AKeyWithLists_MayCallWhatTheyName()
    {
        var caller = Some.Caller() with { Models = ["claude-*", "openai/gpt-5"], Routes = ["messages"], RouteBits = RouteRights.Bits(["messages"]) };

        Assert.True(caller.AllowsModel("anthropic", "claude-sonnet-4"));
        Assert.True(caller.AllowsModel("openai", "gpt-5"));
        Assert.False(caller.AllowsModel("azure", "gpt-5"));
        Assert.True(caller.AllowsSurface(Surface.Messages));
        Assert.False(caller.AllowsSurface(Surface.ChatCompletions));
        Assert.False(caller.AllowsSurface(Surface.PassThrough));
    }

    [Fact]
    public void EverySurface_HasAName() => Assert.Equal(Enum.GetValues<Surface>().Length, RouteRights.Names.Count);

    private static string Text(Random random, string letters)
    {
        var text = new char[random.Next(0, 8)];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = letters[random.Next(letters.Length)];
        }

        return new string(text);
    }
}
