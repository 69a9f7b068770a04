using System.Text.Json.Serialization;
using Tollgate.Api;
using Tollgate.Ledger.Queries;

namespace Tollgate.Ledger;

/// <summary>The JSON of the ledger's part of the admin API.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(MoneyJsonConverter)])]
[JsonSerializable(typeof(CallView))]
[JsonSerializable(typeof(Page<CallView>))]
[JsonSerializable(typeof(Summary))]
[JsonSerializable(typeof(RefusalView))]
[JsonSerializable(typeof(AdjustmentRequest))]
[JsonSerializable(typeof(CorrectionView))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class LedgerJson : JsonSerializerContext;
