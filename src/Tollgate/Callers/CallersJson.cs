using System.Text.Json;
using System.Text.Json.Serialization;
using Tollgate.Api;
using Tollgate.Callers.Keys;
using Tollgate.Callers.Organizations;
using Tollgate.Callers.Templates;

namespace Tollgate.Callers;

/// <summary>JSON of keys, people, teams and organizations.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(WordEnumConverter<TemplateHolders>)])]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(KeyRequest))]
[JsonSerializable(typeof(KeyPatch))]
[JsonSerializable(typeof(RotateRequest))]
[JsonSerializable(typeof(KeyReply))]
[JsonSerializable(typeof(Page<KeyReply>))]
[JsonSerializable(typeof(TemplateBody))]
[JsonSerializable(typeof(TemplateReply))]
[JsonSerializable(typeof(Page<TemplateReply>))]
[JsonSerializable(typeof(MintRequest))]
[JsonSerializable(typeof(NameRequest))]
[JsonSerializable(typeof(OrganizationPatch))]
[JsonSerializable(typeof(OrganizationReply))]
[JsonSerializable(typeof(Page<OrganizationReply>))]
[JsonSerializable(typeof(TeamPatch))]
[JsonSerializable(typeof(TeamReply))]
[JsonSerializable(typeof(Page<TeamReply>))]
[JsonSerializable(typeof(PrincipalRequest))]
[JsonSerializable(typeof(PrincipalPatch))]
[JsonSerializable(typeof(PrincipalReply))]
[JsonSerializable(typeof(Page<PrincipalReply>))]
internal sealed partial class CallersJson : JsonSerializerContext
{
    /// <summary>A detail of the audit log that is only a name.</summary>
    public static string Named(string name) => JsonSerializer.Serialize(new NameRequest { Name = name }, Default.NameRequest);
}
