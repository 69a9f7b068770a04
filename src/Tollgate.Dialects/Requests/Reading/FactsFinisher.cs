using Tollgate.Core;

namespace Tollgate.Dialects.Requests.Reading;

/// <summary>Draws the conclusions that need the whole body to have been read.</summary>
internal static class FactsFinisher
{
    public static void Finish(Surface surface, ReadOnlySpan<byte> body, ref RequestFacts facts)
    {
        ChooseLimit(surface, ref facts);
        if (surface == Surface.Completions)
        {
            facts.Choices = (int)Math.Min(int.MaxValue, (long)facts.Choices * Math.Max(1, facts.Messages));
        }

        if (surface == Surface.Responses)
        {
            BoundByToolCalls(ref facts);
        }

        var text = body.Length - facts.MediaBytes + ((long)facts.ToolReferences * facts.LargestTool);
        facts.TextBytes = (int)Math.Clamp(text, 0, int.MaxValue);
    }

    /// <summary>Only fields that the surface's providers enforce count as a limit.</summary>
    private static void ChooseLimit(Surface surface, ref RequestFacts facts)
    {
        switch (surface)
        {
            case Surface.ChatCompletions:
                Take(ref facts, facts.MaxTokens, OutputLimitField.MaxTokens);
                Take(ref facts, facts.MaxCompletionTokens, OutputLimitField.MaxCompletionTokens);
                break;
            case Surface.Completions or Surface.Messages or Surface.CountTokens:
                Take(ref facts, facts.MaxTokens, OutputLimitField.MaxTokens);
                break;
            case Surface.Responses:
                Take(ref facts, facts.MaxOutputTokens, OutputLimitField.MaxOutputTokens);
                break;
            case Surface.GenerateContent or Surface.GeminiCountTokens:
                Take(ref facts, facts.MaxOutputTokens, OutputLimitField.GenerationConfig);
                break;
            default:
                break;
        }
    }

    private static void Take(ref RequestFacts facts, LimitSlot slot, OutputLimitField field)
    {
        if (slot.HasLimit && (facts.LimitField == OutputLimitField.None || slot.Tokens > facts.Limit))
        {
            facts.LimitField = field;
            facts.LimitValue = slot.Where;
            facts.Limit = slot.Tokens;
        }
    }

    /// <summary>Responses' `max_tool_calls` counts the calls of all built-in tools together, so it bounds each of them; not a tool we do not know.</summary>
    private static void BoundByToolCalls(ref RequestFacts facts)
    {
        if (!facts.MaxToolCalls.HasLimit || facts.ServerTools == 0 || (facts.ServerToolKinds & ServerToolKinds.Unknown) != 0)
        {
            return;
        }

        var calls = Math.Min(facts.MaxToolCalls.Tokens, ToolReader.MostUses);
        facts.ServerToolUses = calls;
        facts.WebSearchUses = facts.WebSearchTools > 0 ? calls : 0;
        facts.UnboundedServerTool = Slice.None;
    }
}
