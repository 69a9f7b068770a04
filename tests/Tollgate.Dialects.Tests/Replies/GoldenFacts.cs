using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tollgate.Core;
using Tollgate.Dialects.Replies;

namespace Tollgate.Dialects.Tests.Replies;

/// <summary>Prints what a meter found as usage.json has it.</summary>
internal static class GoldenFacts
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Print(GoldenCase given, ReplyMeter meter)
    {
        var facts = new JsonObject { ["surface"] = given.SurfaceName };
        if (given.Quirks.Count > 0)
        {
            facts["quirks"] = new JsonArray([.. given.Quirks.Select(name => JsonValue.Create(name))]);
        }

        if (given.DropsUsageChunk)
        {
            facts["drops_usage_chunk"] = true;
        }

        facts["usage"] = Buckets(meter.Usage);
        facts["has_usage"] = meter.HasUsage;
        facts["is_usage_final"] = meter.IsUsageFinal;
        facts["is_complete"] = meter.IsComplete;
        facts["is_inconsistent"] = meter.IsInconsistent;
        facts["is_malformed"] = meter.IsMalformed;
        facts["has_error"] = meter.HasError;
        facts["finish_reason"] = meter.FinishReason;
        facts["object_id"] = meter.ObjectId;
        facts["model"] = meter.ServedModel;
        facts["tier"] = meter.ServedTier;
        facts["speed"] = meter.ServedSpeed;
        facts["region"] = meter.ServedRegion;
        facts["provider_cost"] = meter.ProviderCost?.ToString(CultureInfo.InvariantCulture);
        facts["upstream_cost"] = meter.UpstreamCost?.ToString(CultureInfo.InvariantCulture);
        facts["output_bytes"] = meter.OutputBytes;
        if (given.IsArray)
        {
            facts["stream"] = "array";
        }

        return Sorted(facts);
    }

    /// <summary>Property order and absent nulls are no difference.</summary>
    public static string Sorted(JsonNode node)
    {
        var sorted = new JsonObject();
        foreach (var field in node.AsObject().Where(field => field.Value is not null).OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            sorted[field.Key] = field.Value is JsonObject ? JsonNode.Parse(Sorted(field.Value)) : field.Value!.DeepClone();
        }

        return sorted.ToJsonString(Options);
    }

    private static JsonObject Buckets(TokenUsage usage)
    {
        var buckets = new JsonObject();
        for (var unit = Unit.Input; (int)unit < Units.Count; unit++)
        {
            if (usage[unit] != 0)
            {
                buckets[Units.Name(unit)] = usage[unit];
            }
        }

        return buckets;
    }
}
