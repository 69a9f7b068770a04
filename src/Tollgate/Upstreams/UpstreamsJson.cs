using System.Text.Json.Serialization;
using Tollgate.Api;

namespace Tollgate.Upstreams;

/// <summary>The JSON of /api/providers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AddProviderRequest))]
[JsonSerializable(typeof(AddDeploymentRequest))]
[JsonSerializable(typeof(WeighDeploymentRequest))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(RotateProviderRequest))]
[JsonSerializable(typeof(TestProviderRequest))]
[JsonSerializable(typeof(TestProviderReply))]
[JsonSerializable(typeof(ProviderReply))]
[JsonSerializable(typeof(Page<ProviderReply>))]
internal sealed partial class UpstreamsJson : JsonSerializerContext;
