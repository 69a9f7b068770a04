using System.Text.Json.Serialization;
using Tollgate.Analytics.Figures;
using Tollgate.Analytics.Usage;
using Tollgate.Api;

namespace Tollgate.Analytics;

/// <summary>The JSON of analytics in the admin API.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(MoneyJsonConverter)])]
[JsonSerializable(typeof(UsageReply))]
[JsonSerializable(typeof(OverviewReply))]
[JsonSerializable(typeof(SummaryReply))]
[JsonSerializable(typeof(TrendReply))]
[JsonSerializable(typeof(ProjectionReply))]
internal sealed partial class AnalyticsJson : JsonSerializerContext;
