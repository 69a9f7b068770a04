using System.Buffers;
using System.Text;
using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Ledger;

/// <summary>Usage in the database, without loss: six buckets are columns, the rest is one JSON object of names and amounts.</summary>
internal static class UsageColumns
{
    private static readonly Unit[] Columns = [Unit.Input, Unit.CacheRead, Unit.CacheWrite5m, Unit.CacheWrite1h, Unit.Output, Unit.Reasoning];

    /// <summary>The buckets without a column as JSON; null when they are all empty.</summary>
    public static string? More(in TokenUsage usage)
    {
        var more = default(ArrayBufferWriter<byte>);
        var json = default(Utf8JsonWriter);
        for (var i = 0; i < Units.Count; i++)
        {
            var unit = (Unit)i;
            if (usage[unit] == 0 || Array.IndexOf(Columns, unit) >= 0)
            {
                continue;
            }

            if (json is null)
            {
                more = new ArrayBufferWriter<byte>();
                json = new Utf8JsonWriter(more);
                json.WriteStartObject();
            }

            json.WriteNumber(Units.Name(unit), usage[unit]);
        }

        if (json is null)
        {
            return null;
        }

        json.WriteEndObject();
        json.Dispose();
        return Encoding.UTF8.GetString(more!.WrittenSpan);
    }

    /// <summary>Adds the buckets without a column.</summary>
    public static void AddMore(ref TokenUsage usage, string? more)
    {
        if (more is null)
        {
            return;
        }

        using var json = JsonDocument.Parse(more);
        foreach (var bucket in json.RootElement.EnumerateObject())
        {
            if (Units.TryParse(bucket.Name, out var unit))
            {
                usage[unit] = bucket.Value.GetInt64();
            }
        }
    }
}
