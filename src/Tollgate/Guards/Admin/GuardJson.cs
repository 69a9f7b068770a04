using System.Text.Json.Serialization;
using Tollgate.Api;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Records;
using Tollgate.Security;

namespace Tollgate.Guards.Admin;

/// <summary>The JSON shapes of the guards.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [
        typeof(MoneyJsonConverter),
        typeof(WordEnumConverter<GuardAction>), typeof(WordEnumConverter<GuardFailure>), typeof(WordEnumConverter<GuardLevel>), typeof(WordEnumConverter<GuardOrigin>),
        typeof(WordEnumConverter<GuardScope>), typeof(WordEnumConverter<GuardThreat>), typeof(WordEnumConverter<Severity>), typeof(WordEnumConverter<Source>),
    ])]
[JsonSerializable(typeof(GuardBody))]
[JsonSerializable(typeof(GuardReply))]
[JsonSerializable(typeof(Page<GuardReply>))]
[JsonSerializable(typeof(Page<GuardEvent>))]
[JsonSerializable(typeof(Page<QuarantineReply>))]
[JsonSerializable(typeof(SecurityStatusReply))]
internal sealed partial class GuardJson : JsonSerializerContext;
