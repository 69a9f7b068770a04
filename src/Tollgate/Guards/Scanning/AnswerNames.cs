namespace Tollgate.Guards.Scanning;

/// <summary>What an answer's bytes show before anybody reads them.</summary>
internal static class AnswerNames
{
    /// <summary>Whether there may be something in it that a provider's tool brought: results of searches, of code, of servers.</summary>
    public static bool MayHoldData(ReadOnlySpan<byte> answer) =>
        answer.IndexOf("_result"u8) >= 0 || answer.IndexOf("_call\""u8) >= 0 || answer.IndexOf("_output\""u8) >= 0 || answer.IndexOf("ExecutionResult"u8) >= 0
        || answer.IndexOf("roundingMetadata"u8) >= 0 || answer.IndexOf("annotations"u8) >= 0 || answer.IndexOf("mcp_list_tools"u8) >= 0;

    /// <summary>Whether a tool may be called in it.</summary>
    public static bool MayCall(ReadOnlySpan<byte> answer) =>
        answer.IndexOf("tool"u8) >= 0 || answer.IndexOf("_call"u8) >= 0 || answer.IndexOf("function"u8) >= 0 || answer.IndexOf("executableCode"u8) >= 0 || answer.IndexOf("\\u"u8) >= 0;
}
