using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tollgate.Client.Estimates;

/// <summary>How bodies are written, without reflection.</summary>
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class EstimateJson : JsonSerializerContext;
