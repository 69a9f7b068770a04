namespace Tollgate.Guards.Scanning;

/// <summary>What a text of a body is to those who read it.</summary>
internal enum TextKind : byte
{
    /// <summary>Words, a member's name or a number.</summary>
    Plain,
    /// <summary>What a tool is called with: a text that is JSON or a script, or as a whole what stands in its place.</summary>
    Arguments,
    /// <summary>The name of a tool, where it is offered or called.</summary>
    ToolName,
    /// <summary>What sort of tool is offered: its name, where the provider brings it.</summary>
    ToolType,
}
