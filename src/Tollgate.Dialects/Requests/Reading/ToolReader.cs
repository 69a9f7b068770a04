using Tollgate.Core;

namespace Tollgate.Dialects.Requests.Reading;

/// <summary>Reads the tools of OpenAI and Anthropic requests; what a function's schema says is not read.</summary>
internal static class ToolReader
{
    /// <summary>Reads a list of tools; a namespace holds another one.</summary>
    public static void ReadList(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (!cursor.EnterArray())
        {
            return;
        }

        while (cursor.NextElement())
        {
            ReadTool(ref cursor, ref facts);
        }
    }

    /// <summary>Reads the tools inside a namespace or an item of the conversation.</summary>
    public static void ReadNested(ref JsonCursor cursor, ref RequestFacts facts)
    {
        var before = facts.Tools;
        ReadList(ref cursor, ref facts);
        facts.NestedTools += facts.Tools - before;
    }

    /// <summary>Notes a server tool that is not an entry of the list of tools, or has no limit of use.</summary>
    public static void NoteUnbounded(ref RequestFacts facts, ServerToolKinds kind, Slice where)
    {
        facts.ServerTools++;
        facts.ServerToolKinds |= kind;
        facts.WebSearchTools += kind == ServerToolKinds.WebSearch ? 1 : 0;
        if (facts.UnboundedServerTool.IsEmpty)
        {
            facts.UnboundedServerTool = where;
        }
    }

    private static void ReadTool(ref JsonCursor cursor, ref RequestFacts facts)
    {
        var start = cursor.Start;
        if (!cursor.EnterObject())
        {
            return;
        }

        var tool = default(ToolState);
        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            ReadMember(ref cursor, ref facts, ref tool, field);
        }

        var whole = new Slice(start, cursor.Consumed - start);
        facts.Tools++;
        facts.LargestTool = Math.Max(facts.LargestTool, whole.Length);
        Note(ref facts, tool, KindOf(cursor.Body, tool), tool.Type.IsEmpty ? whole : tool.Type);
    }

    private static void ReadMember(ref JsonCursor cursor, ref RequestFacts facts, ref ToolState tool, Field field)
    {
        switch (field)
        {
            case Field.Type:
                tool.Type = cursor.Text();
                break;
            case Field.MaxUses:
                tool.HasMaxUses = cursor.TryNumber(orText: false, out tool.MaxUses) && tool.MaxUses >= 0;
                cursor.Skip();
                break;
            case Field.Model:
                tool.Model = cursor.Text();
                break;
            case Field.Execution:
                tool.IsClient = cursor.Text().Of(cursor.Body).SequenceEqual("client"u8);
                break;
            case Field.SearchContextSize:
                facts.NoteSearchSize(cursor.Text(), cursor.Body);
                break;
            case Field.CacheControl:
                PartReader.ReadCacheControl(ref cursor, ref facts);
                break;
            case Field.Tools:
                ReadNested(ref cursor, ref facts);
                break;
            case Field.Environment:
                tool.IsHosted = HostReader.ReadEnvironment(ref cursor, ref facts);
                break;
            default:
                HostReader.ReadMember(ref cursor, ref facts, field);
                break;
        }
    }

    private static ServerToolKinds KindOf(ReadOnlySpan<byte> body, in ToolState tool)
    {
        if (tool.IsHosted)
        {
            return ServerToolKinds.CodeExecution;
        }

        return tool.Type.IsEmpty || tool.IsClient ? ServerToolKinds.None : ToolTypes.Kind(tool.Type.Of(body));
    }

    private static void Note(ref RequestFacts facts, in ToolState tool, ServerToolKinds kind, Slice where)
    {
        if (kind == ServerToolKinds.None)
        {
            return;
        }

        if (!tool.Model.IsEmpty)
        {
            facts.ToolModels.Add(tool.Model);
        }

        var isBounded = tool.HasMaxUses && facts.HonoursMaxUses && kind is (ServerToolKinds.WebSearch or ServerToolKinds.WebFetch);
        if (!isBounded)
        {
            NoteUnbounded(ref facts, kind, where);
            return;
        }

        var uses = Math.Min(tool.MaxUses, MostUses);
        facts.ServerTools++;
        facts.ServerToolKinds |= kind;
        facts.ServerToolUses += uses;
        if (kind == ServerToolKinds.WebSearch)
        {
            facts.WebSearchTools++;
            facts.WebSearchUses += uses;
        }
    }

    /// <summary>Far above any real limit of use, and small enough that sums of it and products with prices stay in range.</summary>
    public const long MostUses = 1_000_000;

    private struct ToolState
    {
        public Slice Type;
        public Slice Model;
        public long MaxUses;
        public bool HasMaxUses;
        public bool IsClient;
        public bool IsHosted;
    }
}
