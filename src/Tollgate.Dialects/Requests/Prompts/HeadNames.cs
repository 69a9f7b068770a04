using Tollgate.Dialects.Requests.Reading;

namespace Tollgate.Dialects.Requests.Prompts;

/// <summary>Top-level members that do not change how many tokens a prompt has. All others are in the head.</summary>
internal static class HeadNames
{
    /// <summary>Their names.</summary>
    public static readonly NameTable<bool> Ignored = new(
    [
        ("background", true),
        ("cache_control", true),
        ("client_metadata", true),
        ("frequency_penalty", true),
        ("include", true),
        ("inference_geo", true),
        ("labels", true),
        ("logit_bias", true),
        ("logprobs", true),
        ("max_completion_tokens", true),
        ("max_output_tokens", true),
        ("max_tokens", true),
        ("metadata", true),
        ("n", true),
        ("presence_penalty", true),
        ("prompt_cache_key", true),
        ("prompt_cache_retention", true),
        ("safety_identifier", true),
        ("seed", true),
        ("service_tier", true),
        ("stop", true),
        ("stop_sequences", true),
        ("store", true),
        ("stream", true),
        ("stream_options", true),
        ("temperature", true),
        ("top_k", true),
        ("top_logprobs", true),
        ("top_p", true),
        ("user", true),
    ]);
}
