using System.Text.Json.Serialization;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>The JSON shapes of budgets.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [
        typeof(MoneyJsonConverter), typeof(WordEnumConverter<BudgetScope>), typeof(WordEnumConverter<BudgetCounts>), typeof(WordEnumConverter<BudgetEach>), typeof(WordEnumConverter<WindowKind>),
        typeof(WordEnumConverter<NoFit>), typeof(WordEnumConverter<FailMode>), typeof(WordEnumConverter<BudgetOrigin>), typeof(WordEnumConverter<BudgetStatus>),
    ])]
[JsonSerializable(typeof(BudgetBody))]
[JsonSerializable(typeof(BudgetReply))]
[JsonSerializable(typeof(Page<BudgetReply>))]
[JsonSerializable(typeof(BudgetSummary))]
[JsonSerializable(typeof(Page<BudgetDay>))]
[JsonSerializable(typeof(RaiseBody))]
[JsonSerializable(typeof(ReasonBody))]
[JsonSerializable(typeof(ReleaseReply))]
[JsonSerializable(typeof(BudgetEventReply))]
internal sealed partial class BudgetJson : JsonSerializerContext;
