using System.Text.Json.Serialization;
using Tollgate.Api;

namespace Tollgate.Pricing.Admin;

/// <summary>JSON shapes of the slice.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(MoneyJsonConverter)])]
[JsonSerializable(typeof(PriceBody))]
[JsonSerializable(typeof(ModelReply))]
[JsonSerializable(typeof(Page<ModelReply>))]
[JsonSerializable(typeof(Page<CheapestReply>))]
[JsonSerializable(typeof(EstimateBody))]
[JsonSerializable(typeof(EstimateReply))]
internal sealed partial class PricingJson : JsonSerializerContext;
