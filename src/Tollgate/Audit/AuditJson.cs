using System.Text.Json.Serialization;
using Tollgate.Api;

namespace Tollgate.Audit;

/// <summary>JSON of the audit log.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Page<AuditReply>))]
[JsonSerializable(typeof(AuditCheckReply))]
internal sealed partial class AuditJson : JsonSerializerContext;
