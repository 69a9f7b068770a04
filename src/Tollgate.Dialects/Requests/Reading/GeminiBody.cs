using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Dialects.Requests.Reading;

/// <summary>The top level of every Gemini body, in both spellings.</summary>
internal static class GeminiBody
{
    public static void Read(ref JsonCursor cursor, ref RequestFacts facts)
    {
        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            ReadMember(ref cursor, ref facts, field);
        }

        facts.UsesSnakeCase = cursor.SawUnderscore;
    }

    private static void ReadMember(ref JsonCursor cursor, ref RequestFacts facts, Field field)
    {
        switch (field)
        {
            case Field.Model:
                NoteModel(ref cursor, ref facts);
                break;
            case Field.Contents or Field.Content:
                GeminiParts.ReadContents(ref cursor, ref facts);
                break;
            case Field.SystemInstruction:
                GeminiParts.ReadContent(ref cursor, ref facts);
                break;
            case Field.Tools:
                GeminiTools.Read(ref cursor, ref facts);
                break;
            case Field.GenerationConfig:
                ReadGenerationConfig(ref cursor, ref facts);
                break;
            case Field.CachedContent:
                facts.CachedContent = ReferenceBody.ReadId(ref cursor, ref facts, ProviderObjectKind.CachedContent);
                break;
            case Field.ServiceTier:
                facts.ServiceTier = cursor.Text();
                break;
            case Field.GenerateContentRequest:
                ReadInner(ref cursor, ref facts);
                break;
            case Field.BatchRequests:
                ReadBatch(ref cursor, ref facts);
                break;
            default:
                cursor.Skip();
                break;
        }
    }

    /// <summary>Every model that the body names must be one and the same: the line checks rights and prices once.</summary>
    private static void NoteModel(ref JsonCursor cursor, ref RequestFacts facts)
    {
        var model = PlainBody.ReadName(ref cursor);
        if (!facts.BodyModel.IsEmpty && !facts.BodyModel.Of(cursor.Body).SequenceEqual(model.Of(cursor.Body)))
        {
            cursor.Fail(RequestFault.ConflictingModels, model);
        }

        facts.BodyModel = model;
    }

    private static void ReadBatch(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (!cursor.EnterArray())
        {
            return;
        }

        while (cursor.NextElement())
        {
            ReadInner(ref cursor, ref facts);
        }
    }

    private static void ReadInner(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (!cursor.EnterObject())
        {
            return;
        }

        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            ReadMember(ref cursor, ref facts, field);
        }
    }

    private static void ReadGenerationConfig(ref JsonCursor cursor, ref RequestFacts facts)
    {
        var start = cursor.Start;
        if (cursor.Token is not (JsonTokenType.StartObject or JsonTokenType.Null))
        {
            cursor.FailType();
            return;
        }

        facts.GenerationConfigIsEmpty = true;
        if (cursor.EnterObject())
        {
            var seen = default(FieldSet);
            while (cursor.NextField(ref seen, out var field))
            {
                facts.GenerationConfigIsEmpty = false;
                ReadSetting(ref cursor, ref facts, field);
            }
        }

        facts.GenerationConfig = new Slice(start, cursor.Consumed - start);
    }

    private static void ReadSetting(ref JsonCursor cursor, ref RequestFacts facts, Field field)
    {
        switch (field)
        {
            case Field.MaxOutputTokens:
                facts.MaxOutputTokens = PlainBody.ReadLimit(ref cursor, orText: true);
                break;
            case Field.CandidateCount:
                facts.Choices = PlainBody.ReadChoices(ref cursor, orText: true);
                break;
            case Field.Modalities:
                PlainBody.ReadModalities(ref cursor, ref facts);
                break;
            case Field.Thinking:
                ReadThinking(ref cursor, ref facts);
                break;
            default:
                cursor.Skip();
                break;
        }
    }

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
                case Field.ThinkingBudget:
                    NoteBudget(ref facts, cursor.Count(-1, orText: true));
                    break;
                case Field.Effort:
                    facts.Effort = cursor.Text();
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }
    }

    /// <summary>0 switches thinking off, -1 leaves it to the model.</summary>
    private static void NoteBudget(ref RequestFacts facts, long tokens)
    {
        facts.ThinkingBudget = Math.Max(0, tokens);
        facts.Thinking = tokens switch
        {
            0 => ThinkingMode.Off,
            < 0 => ThinkingMode.Adaptive,
            _ => ThinkingMode.Budget,
        };
    }
}
