using System.Text.Json.Serialization;
using Tollgate.Api;

namespace Tollgate.Pricing.Updates;

/// <summary>JSON shapes of catalogue updates.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CatalogReply))]
[JsonSerializable(typeof(UpdateReply))]
[JsonSerializable(typeof(Page<PriceChange>))]
[JsonSerializable(typeof(string))]
internal sealed partial class UpdateJson : JsonSerializerContext;
