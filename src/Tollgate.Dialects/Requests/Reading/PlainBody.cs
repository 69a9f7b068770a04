using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Dialects.Requests.Reading;

/// <summary>
/// The top level of every OpenAI and Anthropic body. One reader serves all surfaces, so that a field which only one of them
/// documents is bounded wherever a provider might honour it.
/// </summary>
internal static class PlainBody
{
    public static void Read(ref JsonCursor cursor, ref RequestFacts facts, Surface surface)
    {
        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            ReadContent(ref cursor, ref facts, surface, field);
        }
    }

    private static void ReadContent(ref JsonCursor cursor, ref RequestFacts facts, Surface surface, Field field)
    {
        switch (field)
        {
            case Field.Model:
                facts.Model = ReadName(ref cursor);
                break;
            case Field.Messages:
                PartReader.ReadContent(ref cursor, ref facts, PartPlace.Messages);
                break;
            case Field.System or Field.Instructions:
                PartReader.ReadContent(ref cursor, ref facts, PartPlace.Inside);
                break;
            case Field.Input when surface == Surface.Responses:
                PartReader.ReadContent(ref cursor, ref facts, PartPlace.Messages);
                break;
            case Field.Prompt when surface == Surface.Responses:
                ReferenceBody.ReadId(ref cursor, ref facts, ProviderObjectKind.Prompt);
                break;
            case Field.Input or Field.Prompt:
                TextList.Read(ref cursor, ref facts);
                break;
            case Field.Tools or Field.Functions:
                ToolReader.ReadList(ref cursor, ref facts);
                break;
            case Field.Prediction:
                facts.PredictionBytes = cursor.Token == JsonTokenType.Null ? 0 : cursor.Value().Length;
                break;
            case Field.CacheControl:
                PartReader.ReadCacheControl(ref cursor, ref facts);
                break;
            default:
                ReadSetting(ref cursor, ref facts, field);
                break;
        }
    }

    private static void ReadSetting(ref JsonCursor cursor, ref RequestFacts facts, Field field)
    {
        switch (field)
        {
            case Field.Stream:
                facts.Stream = cursor.Flag() == true;
                break;
            case Field.StreamOptions:
                ReadStreamOptions(ref cursor, ref facts);
                break;
            case Field.MaxTokens:
                facts.MaxTokens = ReadLimit(ref cursor, orText: false);
                break;
            case Field.MaxCompletionTokens:
                facts.MaxCompletionTokens = ReadLimit(ref cursor, orText: false);
                break;
            case Field.MaxOutputTokens:
                facts.MaxOutputTokens = ReadLimit(ref cursor, orText: false);
                break;
            case Field.N or Field.BestOf:
                facts.Choices = Math.Max(facts.Choices, ReadChoices(ref cursor, orText: false));
                break;
            case Field.Echo:
                facts.Echo = cursor.Flag() == true;
                break;
            case Field.Background:
                facts.Background = cursor.Flag() == true;
                break;
            case Field.Store:
                facts.Store = cursor.Flag();
                break;
            case Field.MaxToolCalls:
                facts.MaxToolCalls = ReadLimit(ref cursor, orText: false);
                break;
            case Field.Modalities:
                ReadModalities(ref cursor, ref facts);
                break;
            default:
                DearnessBody.Read(ref cursor, ref facts, field);
                break;
        }
    }

    /// <summary>A name that must be text.</summary>
    public static Slice ReadName(ref JsonCursor cursor)
    {
        if (cursor.Token != JsonTokenType.String)
        {
            cursor.FailType();
        }

        return cursor.Text();
    }

    /// <summary>A limit.</summary>
    public static LimitSlot ReadLimit(ref JsonCursor cursor, bool orText)
    {
        var tokens = cursor.Count(0, orText);
        return new LimitSlot(new Slice(cursor.Start, cursor.Consumed - cursor.Start), tokens);
    }

    /// <summary>A number of answers.</summary>
    public static int ReadChoices(ref JsonCursor cursor, bool orText)
    {
        var choices = cursor.Count(1, orText);
        if (choices > MostChoices)
        {
            cursor.FailRange();
        }

        return (int)Math.Clamp(choices, 1, MostChoices);
    }

    /// <summary>What to make besides text: names in any case, so that Gemini's fit too.</summary>
    public static void ReadModalities(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (!cursor.EnterArray())
        {
            return;
        }

        while (cursor.NextElement())
        {
            var name = cursor.Text().Of(cursor.Body);
            facts.Modalities |= name switch
            {
                _ when System.Text.Ascii.EqualsIgnoreCase(name, "text"u8) => OutputModalities.Text,
                _ when System.Text.Ascii.EqualsIgnoreCase(name, "audio"u8) => OutputModalities.Audio,
                _ when System.Text.Ascii.EqualsIgnoreCase(name, "image"u8) => OutputModalities.Image,
                _ => OutputModalities.Unknown,
            };
        }
    }

    private static void ReadStreamOptions(ref JsonCursor cursor, ref RequestFacts facts)
    {
        var start = cursor.Start;
        if (cursor.Token is not (JsonTokenType.StartObject or JsonTokenType.Null))
        {
            cursor.FailType();
            return;
        }

        facts.StreamOptionsIsEmpty = true;
        if (cursor.EnterObject())
        {
            var seen = default(FieldSet);
            while (cursor.NextField(ref seen, out var field))
            {
                facts.StreamOptionsIsEmpty = false;
                if (field == Field.IncludeUsage)
                {
                    facts.AsksForUsage = cursor.Flag() == true;
                }

                var value = cursor.Value();
                facts.IncludeUsage = field == Field.IncludeUsage ? value : facts.IncludeUsage;
            }
        }

        facts.StreamOptions = new Slice(start, cursor.Consumed - start);
    }

    /// <summary>No provider makes more answers per call; what is sent is what is bounded, so a larger number is a fault.</summary>
    private const int MostChoices = 100_000;
}
