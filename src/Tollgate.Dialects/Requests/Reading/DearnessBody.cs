using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Dialects.Requests.Reading;

/// <summary>Top-level settings that make a call dearer: reasoning, tiers, other models, work that the provider does by itself.</summary>
internal static class DearnessBody
{
    public static void Read(ref JsonCursor cursor, ref RequestFacts facts, Field field)
    {
        switch (field)
        {
            case Field.ServiceTier:
                facts.ServiceTier = cursor.Text();
                break;
            case Field.Speed:
                facts.Speed = cursor.Text();
                break;
            case Field.InferenceGeo:
                facts.InferenceRegion = cursor.Text();
                break;
            case Field.ReasoningEffort:
                facts.Effort = cursor.Text();
                break;
            case Field.Thinking or Field.Reasoning or Field.OutputConfig:
                ReadThinking(ref cursor, ref facts);
                break;
            case Field.Models or Field.Fallbacks:
                facts.AlternativeModels = NonEmpty(ref cursor);
                break;
            case Field.WebSearchOptions:
                ReadSearch(ref cursor, ref facts);
                break;
            case Field.SearchParameters:
                NoteTool(ref cursor, ref facts, ServerToolKinds.WebSearch);
                break;
            case Field.McpServers:
                NoteTool(ref cursor, ref facts, ServerToolKinds.Mcp);
                break;
            case Field.Plugins:
                NoteTool(ref cursor, ref facts, ServerToolKinds.Unknown);
                break;
            case Field.DataSources:
                facts.NoteForeign(NoteTool(ref cursor, ref facts, ServerToolKinds.FileSearch));
                break;
            case Field.Truncation:
                facts.Truncates = cursor.Token != JsonTokenType.Null && !cursor.Text().Of(cursor.Body).SequenceEqual("disabled"u8);
                break;
            case Field.ContextManagement:
                ReadContextManagement(ref cursor, ref facts);
                break;
            default:
                ReferenceBody.Read(ref cursor, ref facts, field);
                break;
        }
    }

    /// <summary>`thinking`, `reasoning` or `output_config`: effort, budget, on or off.</summary>
    private static void ReadThinking(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (!cursor.EnterObject())
        {
            return;
        }

        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            switch (field)
            {
                case Field.Effort:
                    facts.Effort = cursor.Text();
                    break;
                case Field.Type:
                    NoteMode(ref facts, cursor.Text().Of(cursor.Body));
                    break;
                case Field.ThinkingBudget or Field.MaxTokens:
                    NoteBudget(ref facts, cursor.Count(0));
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }
    }

    private static void NoteMode(ref RequestFacts facts, ReadOnlySpan<byte> type)
    {
        if (type.SequenceEqual("disabled"u8))
        {
            facts.Thinking = ThinkingMode.Off;
        }
        else if (facts.Thinking == ThinkingMode.Unsaid)
        {
            facts.Thinking = ThinkingMode.Adaptive;
        }
    }

    private static void NoteBudget(ref RequestFacts facts, long tokens)
    {
        if (tokens > 0)
        {
            facts.ThinkingBudget = tokens;
            facts.Thinking = ThinkingMode.Budget;
        }
    }

    /// <summary>Clearing only shortens the prompt; anything else, compaction above all, may read it once more.</summary>
    private static void ReadContextManagement(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (cursor.Token == JsonTokenType.StartArray)
        {
            ReadEdits(ref cursor, ref facts);
            return;
        }

        if (!cursor.EnterObject())
        {
            return;
        }

        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            if (field == Field.Edits)
            {
                ReadEdits(ref cursor, ref facts);
            }
            else
            {
                cursor.Skip();
            }
        }
    }

    private static void ReadEdits(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (!cursor.EnterArray())
        {
            return;
        }

        while (cursor.NextElement())
        {
            if (cursor.EnterObject())
            {
                ReadEdit(ref cursor, ref facts);
            }
        }
    }

    private static void ReadEdit(ref JsonCursor cursor, ref RequestFacts facts)
    {
        var type = Slice.None;
        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            if (field == Field.Type)
            {
                type = cursor.Text();
            }
            else
            {
                cursor.Skip();
            }
        }

        facts.ClearsContext |= !type.Of(cursor.Body).StartsWith("clear_thinking"u8);
        if (!type.Of(cursor.Body).StartsWith("clear_"u8))
        {
            facts.NoteCompaction();
        }
    }

    /// <summary>`web_search_options`: a search that the size of its context makes dearer.</summary>
    private static void ReadSearch(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (cursor.Token != JsonTokenType.StartObject)
        {
            NoteTool(ref cursor, ref facts, ServerToolKinds.WebSearch);
            return;
        }

        var named = cursor.Name;
        cursor.EnterObject();
        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            if (field == Field.SearchContextSize)
            {
                facts.NoteSearchSize(cursor.Text(), cursor.Body);
            }
            else
            {
                cursor.Skip();
            }
        }

        ToolReader.NoteUnbounded(ref facts, ServerToolKinds.WebSearch, named);
    }

    private static Slice NoteTool(ref JsonCursor cursor, ref RequestFacts facts, ServerToolKinds kind)
    {
        var where = NonEmpty(ref cursor);
        if (!where.IsEmpty)
        {
            // Named by its field: the value may hold a token of the client's.
            ToolReader.NoteUnbounded(ref facts, kind, cursor.Name);
        }

        return where;
    }

    /// <summary>The current value, unless it is null or an empty list.</summary>
    private static Slice NonEmpty(ref JsonCursor cursor)
    {
        var isNull = cursor.Token == JsonTokenType.Null;
        var isList = cursor.Token == JsonTokenType.StartArray;
        var where = cursor.Value();
        return isNull || (isList && where.Of(cursor.Body)[1..^1].Trim(" \t\r\n"u8).IsEmpty) ? Slice.None : where;
    }
}
