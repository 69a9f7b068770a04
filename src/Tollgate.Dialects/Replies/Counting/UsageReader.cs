using System.Text.Json;

namespace Tollgate.Dialects.Replies.Counting;

/// <summary>
/// Reads a usage report by table. A report counts only when its object is complete: half a number is not a number.
/// What is not a count (negative, giant, wrong type) is left out and marks the reply.
/// </summary>
internal static class UsageReader
{
    /// <summary>Reads the object (or null) that the reader stands on.</summary>
    public static void Read(ref Utf8JsonReader reader, UsageTable table, ReplyFindings found)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Leave(ref reader, found);
            return;
        }

        var fields = found.Fields;
        ReadObject(ref reader, table, ref fields, found);
        found.Fields = fields;
        found.Event.HasUsage |= fields.IsTouched;
    }

    private static void ReadObject(ref Utf8JsonReader reader, UsageTable table, ref UsageFields fields, ReplyFindings found)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var row = table.Find(ref reader);
            reader.Read();
            if (row is null)
            {
                reader.Skip();
                continue;
            }

            ReadRow(ref reader, row, ref fields, found);
        }
    }

    private static void ReadRow(ref Utf8JsonReader reader, UsageRow row, ref UsageFields fields, ReplyFindings found)
    {
        switch (row.Kind)
        {
            case UsageRowKind.Number:
                ReadNumber(ref reader, row.Field, ref fields, found);
                break;
            case UsageRowKind.Object when reader.TokenType == JsonTokenType.StartObject:
                ReadObject(ref reader, row.Inside!, ref fields, found);
                break;
            case UsageRowKind.Modalities when reader.TokenType == JsonTokenType.StartArray:
                ModalityReader.Read(ref reader, row.Field, ref fields, found);
                break;
            case UsageRowKind.Turns when reader.TokenType == JsonTokenType.StartArray:
                ReadTurns(ref reader, found);
                break;
            case UsageRowKind.Object or UsageRowKind.Modalities or UsageRowKind.Turns:
                Leave(ref reader, found);
                break;
            default:
                ServedReader.Read(ref reader, row.Kind, found);
                break;
        }
    }

    /// <summary>Takes the count the reader stands on.</summary>
    public static void ReadNumber(ref Utf8JsonReader reader, UsageField field, ref UsageFields fields, ReplyFindings found)
    {
        if (!TryCount(ref reader, field == UsageField.AudioSecond, out var count))
        {
            if (reader.TokenType != JsonTokenType.Null)
            {
                fields.MarkUnreadable(field);
            }

            Leave(ref reader, found);
            return;
        }

        fields.Set(field, count);
    }

    /// <summary>Passes over a value that is not what it should be; null is no fault.</summary>
    public static void Leave(ref Utf8JsonReader reader, ReplyFindings found)
    {
        found.IsMalformed |= reader.TokenType != JsonTokenType.Null;
        reader.Skip();
    }

    private static bool TryCount(ref Utf8JsonReader reader, bool mayBeFraction, out long count)
    {
        count = 0;
        if (reader.TokenType != JsonTokenType.Number)
        {
            return false;
        }

        if (reader.TryGetInt64(out count))
        {
            return count is >= 0 and <= UsageFields.Largest;
        }

        if (!reader.TryGetDecimal(out var number) || number is < 0 or > UsageFields.Largest)
        {
            return false;
        }

        count = (long)decimal.Ceiling(number);
        return mayBeFraction || count == number;
    }

    private static void ReadTurns(ref Utf8JsonReader reader, ReplyFindings found)
    {
        var turns = default(UsageFields);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                Leave(ref reader, found);
                continue;
            }

            ReadTurn(ref reader, ref turns, found);
        }

        found.Turns = turns;
    }

    /// <summary>Turns of type "message" are in the report's own totals; compaction and advisor turns are not.</summary>
    private static void ReadTurn(ref Utf8JsonReader reader, ref UsageFields turns, ReplyFindings found)
    {
        var turn = default(UsageFields);
        var isExtra = false;
        var hasModel = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (UsageTables.Usage.Find(ref reader) is { } row)
            {
                reader.Read();
                ReadRow(ref reader, row, ref turn, found);
                continue;
            }

            ReadTurnFact(ref reader, ref isExtra, ref hasModel);
        }

        if (isExtra)
        {
            turns.Add(turn);
            found.HasForeignTurn |= hasModel;
        }
    }

    private static void ReadTurnFact(ref Utf8JsonReader reader, ref bool isExtra, ref bool hasModel)
    {
        var isType = reader.ValueTextEquals("type"u8);
        var isModel = reader.ValueTextEquals("model"u8);
        reader.Read();
        var isText = reader.TokenType == JsonTokenType.String;
        isExtra |= isType && isText && !reader.ValueTextEquals("message"u8);
        hasModel |= isModel && isText;
        reader.Skip();
    }
}
