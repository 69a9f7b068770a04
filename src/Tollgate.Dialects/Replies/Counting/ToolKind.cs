namespace Tollgate.Dialects.Replies.Counting;

/// <summary>What an output item of a Responses reply costs beside its tokens.</summary>
internal enum ToolKind : byte
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>Per search.</summary>
    WebSearch,
    /// <summary>Per call.</summary>
    FileSearch,
    /// <summary>Per container.</summary>
    Code,
    /// <summary>Per image.</summary>
    Image,
}
