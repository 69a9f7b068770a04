using System.Text.Json.Serialization;
using Tollgate.Api;

namespace Tollgate.Pricing.Discounts;

/// <summary>JSON shapes of discounts.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(DiscountBody))]
[JsonSerializable(typeof(DiscountReply))]
[JsonSerializable(typeof(Page<DiscountReply>))]
internal sealed partial class DiscountJson : JsonSerializerContext;
