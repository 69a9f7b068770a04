using System.Text.Json;
using Tollgate.TestKit.Provider;

namespace Tollgate.TestKit.Wire;

/// <summary>Usage as OpenAI Chat and those who imitate it tell it.</summary>
internal static class OpenAIUsage
{
    /// <summary>Writes the usage of Chat or Completions.</summary>
    public static void WriteChat(Utf8JsonWriter json, Reply reply, string name = "usage")
    {
        var report = reply.Behaviour.Usage;
        if (!json.StartUsage(name, report))
        {
            return;
        }

        var usage = reply.Usage;
        var written = reply.Ask.Flavour == "xai" ? usage.TotalOutput - usage.Reasoning : usage.TotalOutput;
        json.Count("prompt_tokens", usage.TotalInput, report);
        json.Count("completion_tokens", written, report);
        json.Count("total_tokens", usage.TotalInput + usage.TotalOutput + WireJson.Skew(report), report);
        json.WriteStartObject("prompt_tokens_details");
        json.Count("cached_tokens", usage.CacheRead, report);
        json.Count("cache_write_tokens", usage.CacheWrite + usage.CacheWriteHour, report);
        json.Count("audio_tokens", usage.InputAudio, report);
        json.WriteEndObject();
        json.WriteStartObject("completion_tokens_details");
        json.Count("reasoning_tokens", usage.Reasoning, report);
        json.Count("audio_tokens", usage.OutputAudio, report);
        json.WriteNumber("accepted_prediction_tokens", 0);
        json.WriteNumber("rejected_prediction_tokens", 0);
        json.WriteEndObject();
        WriteFlavour(json, reply);
        json.WriteEndObject();
    }

    /// <summary>Writes the usage of Responses.</summary>
    public static void WriteResponses(Utf8JsonWriter json, Reply reply)
    {
        var report = reply.Behaviour.Usage;
        if (!json.StartUsage("usage", report))
        {
            return;
        }

        var usage = reply.Usage;
        json.Count("input_tokens", usage.TotalInput, report);
        json.WriteStartObject("input_tokens_details");
        json.Count("cached_tokens", usage.CacheRead, report);
        json.Count("cache_write_tokens", usage.CacheWrite + usage.CacheWriteHour, report);
        json.WriteEndObject();
        json.Count("output_tokens", usage.TotalOutput, report);
        json.WriteStartObject("output_tokens_details");
        json.Count("reasoning_tokens", usage.Reasoning, report);
        json.WriteEndObject();
        json.Count("total_tokens", usage.TotalInput + usage.TotalOutput + WireJson.Skew(report), report);
        json.WriteEndObject();
    }

    private static void WriteFlavour(Utf8JsonWriter json, Reply reply)
    {
        var usage = reply.Usage;
        if (reply.Ask.Flavour == "deepseek")
        {
            json.WriteNumber("prompt_cache_hit_tokens", usage.CacheRead);
            json.WriteNumber("prompt_cache_miss_tokens", usage.TotalInput - usage.CacheRead);
        }
        else if (reply.Ask.Flavour == "openrouter")
        {
            json.WritePropertyName("cost");
            json.WriteRawValue(DecimalText(reply));
        }
    }

    private static string DecimalText(Reply reply)
    {
        var nanos = reply.Cost.CeilingNanos().ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(10, '0');
        return nanos[..^9] + "." + nanos[^9..];
    }
}
