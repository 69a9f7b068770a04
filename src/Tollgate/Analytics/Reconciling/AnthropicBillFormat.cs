using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Analytics.Reconciling;

/// <summary>
/// Anthropic's usage_report/messages and cost_report: buckets with `starting_at` and `ending_at`. Input tokens exclude those of the cache; costs are in cents.
/// </summary>
internal sealed class AnthropicBillFormat : IBillFormat
{
    private const long NanosPerCent = Money.NanosPerDollar / 100;

    /// <inheritdoc/>
    public string Provider => "anthropic";

    /// <inheritdoc/>
    public bool Knows(JsonElement bucket) => bucket.TryGetProperty("starting_at", out _) && bucket.TryGetProperty("results", out _);

    /// <inheritdoc/>
    public IEnumerable<BillRow> Read(JsonElement bucket)
    {
        var (from, to) = (bucket.GetProperty("starting_at").GetDateTimeOffset(), bucket.GetProperty("ending_at").GetDateTimeOffset());
        foreach (var row in bucket.GetProperty("results").EnumerateArray())
        {
            yield return row.TryGetProperty("amount", out var amount) ? Cost(from, to, row, amount) : Usage(from, to, row);
        }
    }

    private static BillRow Cost(DateTimeOffset from, DateTimeOffset to, JsonElement row, JsonElement amount)
    {
        if (BillNumbers.Text(row, "currency") is { } currency && !currency.Equals("usd", StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException($"Amounts are in {currency}, not in USD.");
        }

        var cents = BillNumbers.Amount(amount);
        return new BillRow(from, to, BillNumbers.Text(row, "model") ?? BillNumbers.Text(row, "description"), null, cents * NanosPerCent, BillNumbers.Precision(cents) * NanosPerCent);
    }

    private static BillRow Usage(DateTimeOffset from, DateTimeOffset to, JsonElement row)
    {
        var usage = default(TokenUsage);
        usage[Unit.Input] = BillNumbers.Count(row, "uncached_input_tokens");
        usage[Unit.CacheRead] = BillNumbers.Count(row, "cache_read_input_tokens");
        usage[Unit.Output] = BillNumbers.Count(row, "output_tokens");
        if (row.TryGetProperty("cache_creation", out var written) && written.ValueKind == JsonValueKind.Object)
        {
            usage[Unit.CacheWrite5m] = BillNumbers.Count(written, "ephemeral_5m_input_tokens");
            usage[Unit.CacheWrite1h] = BillNumbers.Count(written, "ephemeral_1h_input_tokens");
        }

        if (row.TryGetProperty("server_tool_use", out var tools) && tools.ValueKind == JsonValueKind.Object)
        {
            usage[Unit.WebSearch] = BillNumbers.Count(tools, "web_search_requests");
        }

        return new BillRow(from, to, BillNumbers.Text(row, "model"), usage, null, 0);
    }
}
