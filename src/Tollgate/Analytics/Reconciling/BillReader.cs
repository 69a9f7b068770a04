using System.Text.Json;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Analytics.Reconciling;

/// <summary>
/// Reads what providers export: OpenAI's organization usage and costs, Anthropic's usage and cost reports. One page as it comes, or an array of pages,
/// usage and costs together too.
/// </summary>
internal static class BillReader
{
    private static readonly IBillFormat[] Formats = All.Formats;

    /// <summary>The rows and whose format it is; refused with what is wrong.</summary>
    public static Outcome<ProviderBill> Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var pages = json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement.EnumerateArray().ToList() : [json.RootElement];
            return Read(pages);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            return ApiReply.Invalid("body", $"The export cannot be read: {fault.Message}");
        }
    }

    private static Outcome<ProviderBill> Read(List<JsonElement> pages)
    {
        var (rows, provider) = (new List<BillRow>(), default(string));
        foreach (var bucket in pages.SelectMany(page => page.GetProperty("data").EnumerateArray()))
        {
            if (Array.Find(Formats, format => format.Knows(bucket)) is not { } format)
            {
                return ApiReply.Invalid("body", "The export is of no known format. Known are OpenAI's organization usage and costs, and Anthropic's usage_report and cost_report.");
            }

            if (provider is not null && provider != format.Provider)
            {
                return ApiReply.Invalid("body", "The export mixes providers.");
            }

            provider = format.Provider;
            rows.AddRange(format.Read(bucket));
        }

        return provider is null || rows.Count == 0 ? ApiReply.Invalid("body", "The export holds no rows.") : new ProviderBill(provider, rows);
    }
}
