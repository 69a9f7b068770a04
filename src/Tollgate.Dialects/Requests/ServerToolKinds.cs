namespace Tollgate.Dialects.Requests;

/// <summary>Tools that the provider runs itself in the middle of a call: each use is another turn over the context, some carry a fee.</summary>
[Flags]
public enum ServerToolKinds
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>Web search, also Gemini's Google Search and xAI's live search.</summary>
    WebSearch = 1 << 0,
    /// <summary>Fetching pages, also Gemini's URL context.</summary>
    WebFetch = 1 << 1,
    /// <summary>Running code in the provider's container.</summary>
    CodeExecution = 1 << 2,
    /// <summary>Searching stored files.</summary>
    FileSearch = 1 << 3,
    /// <summary>Making images.</summary>
    ImageGeneration = 1 << 4,
    /// <summary>Calling MCP servers from the provider's side.</summary>
    Mcp = 1 << 5,
    /// <summary>Looking up deferred tools.</summary>
    ToolSearch = 1 << 6,
    /// <summary>Google Maps.</summary>
    Maps = 1 << 7,
    /// <summary>Summing up the conversation when it grows too long: one more turn over it.</summary>
    Compaction = 1 << 8,
    /// <summary>A tool type that the reader does not know.</summary>
    Unknown = 1 << 9,
}
