using System.Text.Json.Serialization;
using Tollgate.Api;
using Tollgate.Guards.Canaries;
using Tollgate.Guards.Custom;
using Tollgate.Guards.External;
using Tollgate.Guards.Indicators;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Records;
using Tollgate.Security;
using Tollgate.Security.Indicators;

namespace Tollgate.Guards.Admin;

/// <summary>The JSON shapes of the guards.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [
        typeof(MoneyJsonConverter),
        typeof(WordEnumConverter<CustomMatch>), typeof(WordEnumConverter<ExternalFormat>), typeof(WordEnumConverter<GuardAction>), typeof(WordEnumConverter<GuardFailure>), typeof(WordEnumConverter<GuardLevel>), typeof(WordEnumConverter<GuardOrigin>),
        typeof(WordEnumConverter<GuardScope>), typeof(WordEnumConverter<GuardThreat>), typeof(WordEnumConverter<Severity>), typeof(WordEnumConverter<Source>),
    ])]
[JsonSerializable(typeof(GuardBody))]
[JsonSerializable(typeof(GuardReply))]
[JsonSerializable(typeof(Page<GuardReply>))]
[JsonSerializable(typeof(Page<GuardEvent>))]
[JsonSerializable(typeof(Page<QuarantineReply>))]
[JsonSerializable(typeof(SecurityStatusReply))]
[JsonSerializable(typeof(GuardDetails))]
[JsonSerializable(typeof(CanaryBody))]
[JsonSerializable(typeof(CanaryBox))]
[JsonSerializable(typeof(CanaryReply))]
[JsonSerializable(typeof(Page<CanaryReply>))]
[JsonSerializable(typeof(CustomBody))]
[JsonSerializable(typeof(CustomReply))]
[JsonSerializable(typeof(Page<CustomReply>))]
[JsonSerializable(typeof(ExternalBody))]
[JsonSerializable(typeof(ExternalReply))]
[JsonSerializable(typeof(Page<ExternalReply>))]
[JsonSerializable(typeof(IndicatorBody))]
[JsonSerializable(typeof(IndicatorList))]
[JsonSerializable(typeof(IndicatorReply))]
[JsonSerializable(typeof(Page<IndicatorReply>))]
internal sealed partial class GuardJson : JsonSerializerContext;
