using System.Text.Json;

namespace Tollgate.ModelCalls.Bills;

/// <summary>An operation of Gemini's that makes videos: whether any were made. How long they are only the request says.</summary>
internal static class VideoOperation
{
    /// <summary>True when there is a video, false when there is none and will be none; null while it runs.</summary>
    public static bool? HasVideo(ReadOnlyMemory<byte> reply)
    {
        try
        {
            using var document = JsonDocument.Parse(reply);
            var operation = document.RootElement;
            if (!operation.TryGetProperty("done", out var done) || done.ValueKind != JsonValueKind.True)
            {
                return null;
            }

            return operation.TryGetProperty("error", out _) ? false
                : operation.TryGetProperty("response", out var response) && response.TryGetProperty("generateVideoResponse", out var made)
                ? made.TryGetProperty("generatedSamples", out var samples) && samples.GetArrayLength() > 0
                : null;
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
