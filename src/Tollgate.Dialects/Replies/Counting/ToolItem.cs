namespace Tollgate.Dialects.Replies.Counting;

/// <summary>One output item of a Responses reply, as far as it is billed.</summary>
internal struct ToolItem
{
    /// <summary>What it is.</summary>
    public ToolKind Kind;

    /// <summary>Queries of a web search; 0 when they are not listed.</summary>
    public int Queries;

    /// <summary>Whether a web search call only opened a page or looked into one, which is not billed.</summary>
    public bool IsFreeAction;

    /// <summary>Hash of the code container's id; 0 when there is none.</summary>
    public ulong Container;
}
