using System.Globalization;
using System.Text.Json;

namespace Tollgate.ModelCalls.Bills;

/// <summary>A video job of OpenAI's, as far as its bill goes.</summary>
/// <param name="IsMade">Whether the video is there; one that failed is not billed.</param>
/// <param name="Model">The model, under which its size is priced.</param>
/// <param name="Seconds">How long the video is.</param>
internal readonly record struct VideoJob(bool IsMade, string? Model, long Seconds)
{
    /// <summary>1280 × 720: what a larger picture has is priced under the model's own name with this behind it.</summary>
    private const long UsualPixels = 1280L * 720;

    /// <summary>1792 × 1024, the largest picture whose price is published per model.</summary>
    private const long MostPixels = 1792L * 1024;

    private const string Larger = "-high-res";

    /// <summary>Reads a job; null while it runs, and when it does not say what a bill needs.</summary>
    public static VideoJob? Read(ReadOnlyMemory<byte> reply)
    {
        try
        {
            using var document = JsonDocument.Parse(reply);
            var job = document.RootElement;
            return Text(job, "status") switch
            {
                "failed" => new VideoJob(false, null, 0),
                "completed" when ModelOf(job) is { } model && long.TryParse(Text(job, "seconds"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) => new VideoJob(true, model, seconds),
                _ => null,
            };
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? ModelOf(JsonElement job) => (Text(job, "model"), Pixels(Text(job, "size"))) switch
    {
        (null, _) or (_, null or > MostPixels) => null,
        ({ } model, > UsualPixels) => model + Larger,
        ({ } model, _) => model,
    };

    private static long? Pixels(string? size) =>
        size?.Split('x') is [var width, var height]
        && int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var across)
        && int.TryParse(height, NumberStyles.None, CultureInfo.InvariantCulture, out var down)
            ? (long)across * down
            : null;

    private static string? Text(JsonElement from, string name) => from.TryGetProperty(name, out var value) ? value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    } : null;
}
