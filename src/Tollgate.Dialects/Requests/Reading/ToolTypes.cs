namespace Tollgate.Dialects.Requests.Reading;

/// <summary>Which kind of server tool a tool's `type` names; none for tools that the client runs.</summary>
internal static class ToolTypes
{
    private static readonly NameTable<(bool IsKnown, ServerToolKinds Kind)> Kinds = new(
    [
        Client("apply_patch"),
        Client("bash"),
        Client("computer"),
        Client("computer_use"),
        Client("computer_use_preview"),
        Client("custom"),
        Client("function"),
        Client("local_shell"),
        Client("memory"),
        Client("namespace"),
        Client("shell"),
        Client("text_editor"),
        Server("browser_search", ServerToolKinds.WebSearch),
        Server("code_execution", ServerToolKinds.CodeExecution),
        Server("code_interpreter", ServerToolKinds.CodeExecution),
        Server("collections_search", ServerToolKinds.FileSearch),
        Server("file_search", ServerToolKinds.FileSearch),
        Server("image_generation", ServerToolKinds.ImageGeneration),
        Server("mcp", ServerToolKinds.Mcp),
        Server("mcp_toolset", ServerToolKinds.Mcp),
        Server("tool_search", ServerToolKinds.ToolSearch),
        Server("tool_search_tool", ServerToolKinds.ToolSearch),
        Server("tool_search_tool_bm25", ServerToolKinds.ToolSearch),
        Server("tool_search_tool_regex", ServerToolKinds.ToolSearch),
        Server("web_fetch", ServerToolKinds.WebFetch),
        Server("web_search", ServerToolKinds.WebSearch),
        Server("web_search_preview", ServerToolKinds.WebSearch),
        Server("x_search", ServerToolKinds.WebSearch),
    ]);

    /// <summary>The kind of a `type`, whose version (`_20250305`, `_2025_03_11`) does not matter.</summary>
    public static ServerToolKinds Kind(ReadOnlySpan<byte> type)
    {
        var (isKnown, kind) = Kinds.Find(type);
        if (!isKnown)
        {
            (isKnown, kind) = Kinds.Find(type.TrimEnd("0123456789_"u8));
        }

        return isKnown ? kind : ServerToolKinds.Unknown;
    }

    private static (string Name, (bool IsKnown, ServerToolKinds Kind) Value) Client(string name) => (name, (true, ServerToolKinds.None));

    private static (string Name, (bool IsKnown, ServerToolKinds Kind) Value) Server(string name, ServerToolKinds kind) => (name, (true, kind));
}
