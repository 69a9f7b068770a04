using System.Text.Json.Serialization;
using Tollgate.Api;

namespace Tollgate.Limits;

/// <summary>The JSON shapes of limits.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [
        typeof(WordEnumConverter<LimitScope>), typeof(WordEnumConverter<LimitEach>), typeof(WordEnumConverter<LimitUnit>),
        typeof(WordEnumConverter<LimitPer>), typeof(WordEnumConverter<LimitOrigin>),
    ])]
[JsonSerializable(typeof(LimitBody))]
[JsonSerializable(typeof(LimitReply))]
[JsonSerializable(typeof(Page<LimitReply>))]
internal sealed partial class LimitJson : JsonSerializerContext;
