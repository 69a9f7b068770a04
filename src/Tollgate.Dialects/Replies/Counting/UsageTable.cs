using System.Text.Json;

namespace Tollgate.Dialects.Replies.Counting;

/// <summary>The names that one object of a usage report can hold.</summary>
internal sealed class UsageTable(UsageRow[] rows)
{
    /// <summary>The row of the property the reader stands on; null when the name means nothing to us.</summary>
    public UsageRow? Find(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
        {
            return FindEscaped(ref reader);
        }

        foreach (var row in rows)
        {
            if (reader.ValueSpan.SequenceEqual(row.Name))
            {
                return row;
            }
        }

        return null;
    }

    private UsageRow? FindEscaped(ref Utf8JsonReader reader)
    {
        foreach (var row in rows)
        {
            if (reader.ValueTextEquals(row.Name))
            {
                return row;
            }
        }

        return null;
    }
}
