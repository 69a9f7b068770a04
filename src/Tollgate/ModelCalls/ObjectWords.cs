using Tollgate.Dialects.Requests;

namespace Tollgate.ModelCalls;

/// <summary>The kinds of provider objects as refusals name them: an id itself is the caller's, and no refusal repeats it (CONTRACT 10).</summary>
internal static class ObjectWords
{
    /// <summary>The word of a kind.</summary>
    public static string Of(ProviderObjectKind kind) => kind switch
    {
        ProviderObjectKind.Response => "previous_response_id",
        ProviderObjectKind.Conversation => "conversation",
        ProviderObjectKind.File => "file_id",
        ProviderObjectKind.VectorStore => "vector_store_ids",
        ProviderObjectKind.Container => "container",
        ProviderObjectKind.CachedContent => "cached_content",
        ProviderObjectKind.Prompt => "prompt",
        ProviderObjectKind.Audio => "audio",
        ProviderObjectKind.Skill => "skill_id",
        _ => "id",
    };
}
