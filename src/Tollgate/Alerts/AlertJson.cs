using System.Text.Json.Serialization;
using Tollgate.Alerts.Channels;
using Tollgate.Alerts.Notices;
using Tollgate.Alerts.Rules;
using Tollgate.Api;

namespace Tollgate.Alerts;

/// <summary>The JSON shapes of alerts.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [
        typeof(MoneyJsonConverter), typeof(WordEnumConverter<AlertKind>), typeof(WordEnumConverter<AlertSeverity>), typeof(WordEnumConverter<NoticeState>),
        typeof(WordEnumConverter<ChannelKind>), typeof(WordEnumConverter<ChannelOrigin>), typeof(WordEnumConverter<RuleEach>), typeof(WordEnumConverter<RuleOrigin>),
    ])]
[JsonSerializable(typeof(AlertNotice))]
[JsonSerializable(typeof(AlertReply))]
[JsonSerializable(typeof(Page<AlertReply>))]
[JsonSerializable(typeof(ChannelBody))]
[JsonSerializable(typeof(ChannelReply))]
[JsonSerializable(typeof(Page<ChannelReply>))]
[JsonSerializable(typeof(ChannelTestReply))]
[JsonSerializable(typeof(RuleBody))]
[JsonSerializable(typeof(RuleReply))]
[JsonSerializable(typeof(Page<RuleReply>))]
internal sealed partial class AlertJson : JsonSerializerContext;
