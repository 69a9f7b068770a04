namespace Tollgate.Dialects.Requests;

/// <summary>What a provider keeps under an id that a body can name (CONTRACT 3: owned by the organization that made it).</summary>
public enum ProviderObjectKind : byte
{
    /// <summary>A stored response.</summary>
    Response,
    /// <summary>A stored conversation.</summary>
    Conversation,
    /// <summary>An uploaded file.</summary>
    File,
    /// <summary>A vector store or file-search store.</summary>
    VectorStore,
    /// <summary>A code container.</summary>
    Container,
    /// <summary>A cached prompt of Gemini.</summary>
    CachedContent,
    /// <summary>A stored prompt.</summary>
    Prompt,
    /// <summary>An item of an earlier response.</summary>
    Item,
    /// <summary>Speech made by an earlier answer.</summary>
    Audio,
    /// <summary>A skill kept at the provider.</summary>
    Skill,
}
