using System.Text.Json.Serialization;
using Tollgate.Api;

namespace Tollgate.Ledger.Repricing;

/// <summary>JSON shape of the report.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(MoneyJsonConverter)])]
[JsonSerializable(typeof(RepriceReport))]
internal sealed partial class RepriceJson : JsonSerializerContext;
