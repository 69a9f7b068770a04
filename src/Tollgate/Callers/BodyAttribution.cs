namespace Tollgate.Callers;

/// <summary>What the body of a call says about who it is for; texts as they stand in the JSON.</summary>
/// <param name="User">OpenAI `user`, or another field that names the end user.</param>
/// <param name="MetadataUserId">Anthropic `metadata.user_id`.</param>
/// <param name="Session">A session in `metadata`.</param>
internal readonly record struct BodyAttribution(string? User, string? MetadataUserId, string? Session);
