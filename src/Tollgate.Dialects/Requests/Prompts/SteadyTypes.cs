using Tollgate.Dialects.Requests.Reading;

namespace Tollgate.Dialects.Requests.Prompts;

/// <summary>The `type`s of parts whose tokens a provider counts whatever follows them. Any other type may be left out of the count.</summary>
internal static class SteadyTypes
{
    /// <summary>Their names.</summary>
    public static readonly NameTable<bool> Names = new(
    [
        ("custom_tool_call", true),
        ("custom_tool_call_output", true),
        ("document", true),
        ("file", true),
        ("function_call", true),
        ("function_call_output", true),
        ("image", true),
        ("image_url", true),
        ("input_audio", true),
        ("input_file", true),
        ("input_image", true),
        ("input_text", true),
        ("message", true),
        ("output_text", true),
        ("refusal", true),
        ("search_result", true),
        ("text", true),
        ("tool_result", true),
        ("tool_use", true),
    ]);

    /// <summary>Members that hold reasoning, in messages of Chat Completions and parts of Gemini.</summary>
    public static readonly NameTable<bool> ReasoningMembers = new(
    [
        ("reasoning", true),
        ("reasoning_content", true),
        ("reasoning_details", true),
        ("thinking", true),
        ("thinking_blocks", true),
        ("thought", true),
        ("thoughtSignature", true),
        ("thought_signature", true),
    ]);
}
