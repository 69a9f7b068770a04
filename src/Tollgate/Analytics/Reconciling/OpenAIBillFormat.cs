using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Analytics.Reconciling;

/// <summary>
/// OpenAI's organization usage (completions, embeddings) and costs: buckets with `start_time` and `end_time`. Cached tokens are inside input tokens;
/// reasoning tokens are inside output tokens; a cost's line item is "MODEL, what".
/// </summary>
internal sealed class OpenAIBillFormat : IBillFormat
{
    /// <inheritdoc/>
    public string Provider => "openai";

    /// <inheritdoc/>
    public bool Knows(JsonElement bucket) => bucket.TryGetProperty("start_time", out _) && bucket.TryGetProperty("results", out _);

    /// <inheritdoc/>
    public IEnumerable<BillRow> Read(JsonElement bucket)
    {
        var (from, to) = (At(bucket, "start_time"), At(bucket, "end_time"));
        foreach (var row in bucket.GetProperty("results").EnumerateArray())
        {
            yield return row.TryGetProperty("amount", out var amount) ? Cost(from, to, row, amount) : Usage(from, to, row);
        }
    }

    private static BillRow Cost(DateTimeOffset from, DateTimeOffset to, JsonElement row, JsonElement amount)
    {
        if (BillNumbers.Text(amount, "currency") is { } currency && !currency.Equals("usd", StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException($"Amounts are in {currency}, not in USD.");
        }

        var dollars = BillNumbers.Amount(amount.GetProperty("value"));
        return new BillRow(from, to, BillNumbers.Text(row, "line_item")?.Split(',')[0].Trim(), null, dollars * Money.NanosPerDollar, BillNumbers.Precision(dollars) * Money.NanosPerDollar);
    }

    private static BillRow Usage(DateTimeOffset from, DateTimeOffset to, JsonElement row)
    {
        var usage = default(TokenUsage);
        var cached = BillNumbers.Count(row, "input_cached_tokens");
        usage[Unit.Input] = BillNumbers.Count(row, "input_tokens") - cached;
        usage[Unit.CacheRead] = cached;
        usage[Unit.InputAudio] = BillNumbers.Count(row, "input_audio_tokens");
        usage[Unit.Output] = BillNumbers.Count(row, "output_tokens");
        usage[Unit.OutputAudio] = BillNumbers.Count(row, "output_audio_tokens");
        return new BillRow(from, to, BillNumbers.Text(row, "model"), usage, null, 0);
    }

    private static DateTimeOffset At(JsonElement bucket, string name) => DateTimeOffset.FromUnixTimeSeconds(bucket.GetProperty(name).GetInt64());
}
