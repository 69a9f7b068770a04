using System.Text.Json.Serialization;

namespace Tollgate.Pricing.Expectations;

/// <summary>JSON of what is kept.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(UsageLessons))]
internal sealed partial class UsageJson : JsonSerializerContext;
