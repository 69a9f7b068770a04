using System.Text;
using System.Text.Json.Nodes;
using Tollgate.Core;

namespace Tollgate.Dialects.Tests.Replies;

public sealed class GoldenTests
{
    private static readonly bool IsUpdate = Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    [Theory]
    [MemberData(nameof(GoldenCase.Names), MemberType = typeof(GoldenCase))]
    public void Reply_IsMetered_AsUsageJsonSays(string name)
    {
        var golden = GoldenCase.Load(name);
        var meter = golden.NewMeter();
        if (golden.IsStream)
        {
            meter = Relayed.Run(golden, left => left).Meter;
        }
        else
        {
            meter.ReadBody(golden.Reply);
        }

        var found = GoldenFacts.Print(golden, meter);
        if (IsUpdate)
        {
            File.WriteAllText(golden.UsagePath, found + "\n");
        }

        Assert.Equal(GoldenFacts.Sorted(JsonNode.Parse(File.ReadAllText(golden.UsagePath))!), found);
    }

    [Theory]
    [MemberData(nameof(GoldenCase.StreamNames), MemberType = typeof(GoldenCase))]
    public void Stream_ReachesTheClient_AsClientFileSays(string name)
    {
        var golden = GoldenCase.Load(name);

        var relayed = Relayed.Run(golden, left => left);

        if (IsUpdate)
        {
            File.WriteAllBytes(golden.ClientPath, relayed.Client);
        }

        Assert.Equal(Encoding.UTF8.GetString(File.ReadAllBytes(golden.ClientPath)), Encoding.UTF8.GetString(relayed.Client));
    }

    [Theory]
    [MemberData(nameof(GoldenCase.StreamNames), MemberType = typeof(GoldenCase))]
    public void TerminalEvent_IsHeld_UntilItIsReleased(string name)
    {
        var golden = GoldenCase.Load(name);

        var relayed = Relayed.Run(golden, left => left);
        var before = Encoding.UTF8.GetString(relayed.BeforeRelease);

        Assert.Equal(relayed.Meter.IsComplete, relayed.BeforeRelease.Length < relayed.Client.Length);
        foreach (var terminal in Terminals(golden.Surface))
        {
            Assert.DoesNotContain(terminal, before, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EveryProvider_HasItsFolder()
    {
        var providers = GoldenCase.All().Select(golden => golden.Name.Split('/')[0]).ToHashSet();

        Assert.Superset(new HashSet<string> { "openai", "anthropic", "gemini", "azure", "mistral", "deepseek", "xai", "groq", "openrouter", "ollama", "vllm" }, providers);
    }

    private static string[] Terminals(Surface surface) => surface switch
    {
        Surface.Messages => ["message_stop"],
        Surface.Responses => ["response.completed", "response.incomplete", "response.failed"],
        Surface.GenerateContent => [],
        _ => ["[DONE]"],
    };
}
