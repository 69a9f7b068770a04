namespace Tollgate.Dialects.Requests.Reading;

/// <summary>What a typed part of a prompt costs besides its own text.</summary>
internal enum PartKind : byte
{
    /// <summary>A type the reader does not know.</summary>
    Unknown,
    /// <summary>Nothing: it is its text.</summary>
    Plain,
    /// <summary>An image.</summary>
    Image,
    /// <summary>Audio.</summary>
    Audio,
    /// <summary>A document.</summary>
    Document,
    /// <summary>A video.</summary>
    Video,
    /// <summary>The wish that the conversation is summed up now: one more turn over it.</summary>
    Compaction,
    /// <summary>Reasoning or a summary, held encrypted or only named by its id.</summary>
    Reasoning,
    /// <summary>An image the provider made, held inline or only named by its id.</summary>
    MadeImage,
    /// <summary>A tool definition from the list of tools, called in.</summary>
    ToolReference,
    /// <summary>An item of an earlier response, named by its id.</summary>
    ItemReference,
}
