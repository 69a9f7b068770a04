using System.Text.Json;
using Tollgate.Security;

namespace Tollgate.Guards.Scanning;

/// <summary>Which names, roles and types of the dialects say who wrote what stands below them.</summary>
internal static class SourceNames
{
    /// <summary>What tools and files say of themselves changes nothing.</summary>
    public static bool IsSticky(Source source) => source is Source.Tool or Source.File;

    /// <summary>Whose a member's value is.</summary>
    public static Source OfName(ReadOnlySpan<byte> name, Source inherited, bool isTop)
    {
        if (IsSticky(inherited))
        {
            return inherited;
        }

        if (isTop)
        {
            return OfTop(name, inherited);
        }

        return name switch
        {
            _ when name.SequenceEqual("functionResponse"u8) || name.SequenceEqual("function_response"u8) => Source.Tool,
            _ when inherited == Source.Model && (IsBrought(name) || IsBroughtByGemini(name)) => Source.Tool,
            _ when name.SequenceEqual("functionCall"u8) || name.SequenceEqual("function_call"u8) || name.SequenceEqual("tool_calls"u8) => Source.Model,
            _ => inherited,
        };
    }

    /// <summary>What a tool brought stands beside the call of it: results of a search, what code printed, where a sentence is from.</summary>
    private static bool IsBrought(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("results"u8) || name.SequenceEqual("outputs"u8) || name.SequenceEqual("search_results"u8) || name.SequenceEqual("annotations"u8);

    private static bool IsBroughtByGemini(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("codeExecutionResult"u8) || name.SequenceEqual("code_execution_result"u8) || name.SequenceEqual("groundingMetadata"u8) || name.SequenceEqual("grounding_metadata"u8);

    /// <summary>Whose an object is, by its role or its type; the reader stands at its beginning and is a copy.</summary>
    public static Source OfObject(Utf8JsonReader reader, Source inherited)
    {
        var found = inherited;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRole = reader.ValueTextEquals("role"u8);
            var isType = !isRole && reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isRole && reader.TokenType == JsonTokenType.String)
            {
                return OfRole(reader, inherited);
            }

            if (isType && reader.TokenType == JsonTokenType.String)
            {
                found = OfType(reader.ValueSpan, inherited);
            }

            reader.Skip();
        }

        return found;
    }

    private static Source OfTop(ReadOnlySpan<byte> name, Source inherited)
    {
        if (name.SequenceEqual("system"u8) || name.SequenceEqual("instructions"u8) || name.SequenceEqual("systemInstruction"u8) || name.SequenceEqual("system_instruction"u8))
        {
            return Source.System;
        }

        return NamesTools(name) || name.SequenceEqual("mcp_servers"u8) ? Source.Tool : inherited;
    }

    /// <summary>Whether a member of the request of this name lists tools.</summary>
    public static bool NamesTools(ReadOnlySpan<byte> name) => name.SequenceEqual("tools"u8) || name.SequenceEqual("functions"u8);

    /// <summary>Whether a type of tool is that of the client's own tools, which have a name besides.</summary>
    public static bool IsOwnTool(ReadOnlySpan<byte> type) => type.SequenceEqual("function"u8) || type.SequenceEqual("custom"u8);

    /// <summary>Whether a member offers a tool of the provider's by its name.</summary>
    public static bool IsBuiltInTool(ReadOnlySpan<byte> name) =>
        name.StartsWith("google"u8) || name.SequenceEqual("codeExecution"u8) || name.SequenceEqual("code_execution"u8) || name.SequenceEqual("urlContext"u8) || name.SequenceEqual("url_context"u8)
        || name.SequenceEqual("fileSearch"u8) || name.SequenceEqual("file_search"u8) || name.SequenceEqual("computerUse"u8) || name.SequenceEqual("computer_use"u8);

    /// <summary>Whether a member of this name is a call.</summary>
    public static bool NamesCall(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("function"u8) || name.SequenceEqual("functionCall"u8) || name.SequenceEqual("function_call"u8) || name.SequenceEqual("custom"u8) || name.SequenceEqual("executableCode"u8)
        || name.SequenceEqual("executable_code"u8);

    /// <summary>Whether a member of a call holds what the tool is called with.</summary>
    public static bool IsArguments(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("arguments"u8) || name.SequenceEqual("input"u8) || name.SequenceEqual("args"u8) || name.SequenceEqual("action"u8) || name.SequenceEqual("code"u8)
        || name.SequenceEqual("operation"u8);

    /// <summary>Whether an object is a call, by its type; the reader stands at its beginning and is a copy.</summary>
    public static bool IsCall(Utf8JsonReader reader, int depth)
    {
        if (depth >= SourceWalk.DeepestBlock)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType)
            {
                return reader.TokenType == JsonTokenType.String && (reader.ValueSpan.EndsWith("_call"u8) || reader.ValueSpan.EndsWith("tool_use"u8));
            }

            reader.Skip();
        }

        return false;
    }

    private static Source OfRole(in Utf8JsonReader reader, Source inherited) => reader switch
    {
        _ when reader.ValueTextEquals("system"u8) || reader.ValueTextEquals("developer"u8) => Source.System,
        _ when reader.ValueTextEquals("assistant"u8) || reader.ValueTextEquals("model"u8) => Source.Model,
        _ when reader.ValueTextEquals("tool"u8) || reader.ValueTextEquals("function"u8) => Source.Tool,
        _ when reader.ValueTextEquals("user"u8) => Source.User,
        _ => inherited,
    };

    private static Source OfType(ReadOnlySpan<byte> type, Source inherited)
    {
        if (type.EndsWith("_result"u8) || type.EndsWith("_output"u8) || type.SequenceEqual("mcp_list_tools"u8))
        {
            return Source.Tool;
        }

        if (type.EndsWith("_call"u8) || type.EndsWith("tool_use"u8) || type.SequenceEqual("reasoning"u8))
        {
            return Source.Model;
        }

        return type.SequenceEqual("document"u8) || type.EndsWith("file"u8) ? Source.File : inherited;
    }
}
