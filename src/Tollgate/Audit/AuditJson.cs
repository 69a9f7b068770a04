using System.Text.Json.Serialization;
using Tollgate.Api;
using Tollgate.Audit.Anchors;
using Tollgate.Audit.Sinks;

namespace Tollgate.Audit;

/// <summary>JSON of the audit log.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Page<AuditReply>))]
[JsonSerializable(typeof(AuditCheckReply))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Anchor))]
[JsonSerializable(typeof(Page<SinkReply>))]
internal sealed partial class AuditJson : JsonSerializerContext;
