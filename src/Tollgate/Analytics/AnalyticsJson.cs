using System.Text.Json.Serialization;
using Tollgate.Analytics.Checking;
using Tollgate.Analytics.Figures;
using Tollgate.Analytics.Reconciling;
using Tollgate.Analytics.Reports;
using Tollgate.Analytics.Savings;
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
[JsonSerializable(typeof(AnomaliesReply))]
[JsonSerializable(typeof(SavingsReply))]
[JsonSerializable(typeof(Statement))]
[JsonSerializable(typeof(ChargebackBody))]
[JsonSerializable(typeof(ChargebackReply))]
[JsonSerializable(typeof(ReconcileReply))]
[JsonSerializable(typeof(SumsReply))]
internal sealed partial class AnalyticsJson : JsonSerializerContext;
