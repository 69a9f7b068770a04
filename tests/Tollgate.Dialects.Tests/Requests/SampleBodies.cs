using Tollgate.Core;

namespace Tollgate.Dialects.Tests.Requests;

/// <summary>One full body per surface, in the shape that current clients send.</summary>
internal static class SampleBodies
{
    public const string Messages = """
        {"model":"claude-x","max_tokens":128000,"stream":true,"thinking":{"type":"adaptive","display":"omitted"},
        "context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"}]},"output_config":{"effort":"high"},
        "metadata":{"user_id":"{\"device_id\":\"d1\",\"account_uuid\":\"a-2\",\"session_id\":\"0f5c-11\"}"},
        "system":[{"type":"text","text":"x-billing: 1"},{"type":"text","text":"You are \u00e9","cache_control":{"type":"ephemeral","ttl":"1h"}}],
        "messages":[{"role":"user","content":"a"},{"role":"system","content":"b"},
        {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"c2ln"},{"type":"tool_use","id":"t1","name":"Read","input":{"path":"x","type":"image"}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"x"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}],"cache_control":{"type":"ephemeral"}}]}],
        "tools":[{"name":"Read","description":"d","input_schema":{"type":"object","properties":{"path":{"type":"string"}}}},{"type":"web_search_20250305","name":"web_search","max_uses":8}],
        "tool_choice":{"type":"auto"},"service_tier":"auto"}
        """;

    public const string Responses = """
        {"model":"gpt-5","instructions":"be","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"},{"type":"input_image","image_url":"data:image/png;base64,AAAA"}]},
        {"type":"reasoning","summary":[],"encrypted_content":"gAAA"},{"type":"function_call","call_id":"c","name":"exec_command","arguments":"{}"},{"type":"function_call_output","call_id":"c","output":"ok"}],
        "tools":[{"type":"namespace","name":"mcp","tools":[{"type":"function","name":"f","parameters":{}}]},{"type":"web_search"}],"store":false,"stream":true,
        "include":["reasoning.encrypted_content"],"prompt_cache_key":"k","client_metadata":{"x":"y"},"reasoning":{"effort":"medium"},"max_output_tokens":1000,"max_tool_calls":3}
        """;

    public const string Chat = """
        {"model":"gpt-4o","messages":[{"role":"system","content":"s"},{"role":"user","content":[{"type":"text","text":"\ud83d\ude00"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}}]},
        {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"r"}],
        "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}],"stream":true,"stream_options":{"include_usage":true},"max_completion_tokens":1e3,"n":2,"metadata":{"k":"v"}}
        """;

    public const string Gemini = """
        {"contents":[{"role":"user","parts":[{"text":"x"},{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]},{"role":"model","parts":[{"functionCall":{"name":"f","args":{}},"thoughtSignature":"c2ln"}]},
        {"role":"user","parts":[{"functionResponse":{"name":"f","response":{"x":1}}}]}],"systemInstruction":{"parts":[{"text":"s"}]},"tools":[{"functionDeclarations":[{"name":"f"}]}],
        "generationConfig":{"maxOutputTokens":64,"candidateCount":1,"thinkingConfig":{"thinkingBudget":128}},"safetySettings":[]}
        """;

    public static TheoryData<Surface, string> All => new()
    {
        { Surface.Messages, Messages },
        { Surface.CountTokens, Messages },
        { Surface.Responses, Responses },
        { Surface.ChatCompletions, Chat },
        { Surface.GenerateContent, Gemini },
        { Surface.GeminiCountTokens, """{"generateContentRequest":{"model":"models/g","contents":[{"parts":[{"text":"x"}]}]}}""" },
        { Surface.EmbedContent, """{"model":"models/e","content":{"parts":[{"text":"x"}]},"outputDimensionality":8}""" },
        { Surface.BatchEmbedContents, """{"requests":[{"model":"models/e","content":{"parts":[{"text":"x"}]}}]}""" },
        { Surface.Embeddings, """{"model":"e","input":["a",[1,2]],"encoding_format":"base64"}""" },
        { Surface.Completions, """{"model":"c","prompt":["a","b"],"best_of":2,"echo":true,"max_tokens":5}""" },
        { Surface.Moderations, """{"input":[{"type":"text","text":"x"},{"type":"image_url","image_url":{"url":"https://x"}}]}""" },
    };
}
