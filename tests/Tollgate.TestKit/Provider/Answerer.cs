using Tollgate.TestKit.Bills;

namespace Tollgate.TestKit.Provider;

/// <summary>Decides what a call is answered with and what it uses.</summary>
internal sealed class Answerer(FakePriceList prices, PromptMemory memory, TimeProvider time)
{
    private const long TokensPerSearch = 200;
    private const int MostSearches = 8;
    private const string Words = "The road is open, pay the toll and go on. ";

    /// <summary>The answer to one call.</summary>
    public Reply Answer(Ask ask, Behaviour behaviour, string id, string account, long earlierTokens)
    {
        var price = prices.Of(ask.Model);
        var searches = ask.CanSearch ? (int)Math.Min(behaviour.IsAdversary ? MostSearches : behaviour.Searches, ask.MaxSearches) : 0;
        var input = behaviour.IsAdversary ? Dearest(ask, price, searches) : Count(ask, account);
        var (draft, isCut, visible, reasoning) = Write(ask, behaviour, price);
        var spoken = ask.WantsAudio ? visible * 3 / 4 : 0;
        var usage = input with
        {
            Input = input.Input + earlierTokens + (ask.Surface == "gemini" ? 0 : searches * TokensPerSearch),
            ToolPrompt = ask.Surface == "gemini" ? searches * TokensPerSearch : 0,
            Output = (visible - spoken) * ask.Choices,
            OutputAudio = spoken * ask.Choices,
            Reasoning = reasoning * ask.Choices,
            Searches = searches,
        };
        var tier = behaviour.ServedTier ?? Tier(ask, behaviour, price);
        return new Reply
        {
            Ask = ask,
            Behaviour = behaviour,
            Id = id,
            Created = time.GetUtcNow().ToUnixTimeSeconds(),
            Text = draft.Call is null ? draft.Text : "",
            Thought = ask.Thinks && reasoning > 0 ? Filler(Math.Min(reasoning, 200)) : "",
            Call = draft.Call,
            Arguments = draft.Call is null ? "" : draft.Text,
            CallId = (ask.Surface == "messages" ? "toolu_" : "call_") + id[^12..],
            IsCut = isCut,
            Usage = usage,
            Tier = tier,
            Cost = Free(ask) ? Rational.Zero : price.Cost(usage, tier),
            Searches = searches,
        };
    }

    private static bool Free(Ask ask) => ask.Surface is "count" or "moderations";

    private FakeUsage Count(Ask ask, string account)
    {
        var scope = account + "\n" + ask.Model;
        return ask.Surface switch
        {
            "messages" => memory.CountMarked(scope, ask.Parts),
            "chat" or "responses" or "gemini" => memory.CountAutomatic(scope, ask.Parts),
            _ => new FakeUsage { Input = ask.Parts.Sum(part => part.Tokens) },
        };
    }

    /// <summary>Every search is one more turn, which reads as much as a prompt can hold.</summary>
    private static FakeUsage Dearest(Ask ask, FakePrice price, int searches)
    {
        var text = 0L;
        var references = 0L;
        foreach (var part in ask.Parts)
        {
            text += part.Kind == PartKind.Text ? part.Bytes : 0;
            references += part.Kind switch { PartKind.Reference => price.ContextWindow, PartKind.Text => 0, _ => part.Tokens };
        }

        var tokens = searches > 0 ? price.ContextWindow * searches : Math.Min(price.ContextWindow, (text * price.TokensPerThousandBytes / 1_000) + references);

        // Nobody is charged for an hour in the cache who did not ask for one.
        var asksForHour = ask.Parts.Exists(part => part.Mark == CacheMark.Hour);
        FakeUsage[] ways = [new() { Input = tokens }, new() { CacheWrite = tokens }, asksForHour ? new() { CacheWriteHour = tokens } : default];
        return ways.MaxBy(way => price.Cost(way, "default"))!;
    }

    private static ((string Text, FakeTool? Call) Draft, bool IsCut, long Visible, long Reasoning) Write(Ask ask, Behaviour behaviour, FakePrice price)
    {
        if (ask.Surface is not ("chat" or "responses" or "messages" or "gemini" or "completions"))
        {
            return (("", null), false, 0, 0);
        }

        var room = ask.Limit > 0 && !behaviour.IgnoresLimit ? ask.Limit : price.MaxOutput;
        if (behaviour.IsAdversary)
        {
            return ((Filler(Math.Min(room, 8)), null), true, Math.Min(room, 8), room - Math.Min(room, 8));
        }

        var reasoning = behaviour.Reasoning >= 0 ? behaviour.Reasoning : ask.Thinks ? 32 : 0;
        reasoning = Math.Min(reasoning, ask.ThinkingBudget > 0 ? Math.Min(room, ask.ThinkingBudget) : room);
        var draft = Draft(ask, behaviour);
        var wanted = (draft.Text.Length + 3) / 4;
        if (wanted <= room - reasoning)
        {
            return (draft, false, wanted, reasoning);
        }

        var visible = room - reasoning;
        return ((draft.Text[..(int)Math.Min(draft.Text.Length, visible * 4)], null), true, visible, reasoning);
    }

    private static (string Text, FakeTool? Call) Draft(Ask ask, Behaviour behaviour)
    {
        if (Called(ask, behaviour) is { } tool)
        {
            var arguments = behaviour.CallName == tool.Name && behaviour.CallArguments is { } given ? given : Arguments(tool);
            return (arguments, tool);
        }

        if (behaviour.Say is { } say)
        {
            return (say, null);
        }

        if (ask.WantsJson)
        {
            return (ask.Schema.ValueKind == System.Text.Json.JsonValueKind.Object ? SchemaFiller.Fill(ask.Schema) : "{\"ok\":true}", null);
        }

        var salt = ask.Parts.Count == 0 ? 0 : ask.Parts[^1].Hash;
        return (Filler(behaviour.Tokens >= 0 ? behaviour.Tokens : 12 + (long)(salt % 48)), null);
    }

    private static FakeTool? Called(Ask ask, Behaviour behaviour)
    {
        var name = ask.MustCall ? ask.MustCallName ?? behaviour.CallName
            : ask.BringsToolResult ? null : behaviour.CallName;
        foreach (var tool in ask.Tools)
        {
            if (tool.Name == name || (ask.MustCall && name is null))
            {
                return tool;
            }
        }

        return null;
    }

    private static string Arguments(FakeTool tool) =>
        tool.Schema.ValueKind == System.Text.Json.JsonValueKind.Object ? SchemaFiller.Fill(tool.Schema) : "{}";

    private static string Filler(long tokens) => string.Create((int)Math.Min(tokens, 500_000) * 4, 0, static (span, _) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = Words[i % Words.Length];
        }
    });

    private static string Tier(Ask ask, Behaviour behaviour, FakePrice price) => ask.Tier switch
    {
        "auto" or null when behaviour.IsAdversary && ask.Surface is "chat" or "responses" => price.DearestTier(),
        "flex" when price.Flex is not null => "flex",
        "priority" when price.Priority is not null => "priority",
        _ => "default",
    };
}
