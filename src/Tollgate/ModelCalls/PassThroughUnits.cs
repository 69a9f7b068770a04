using System.Globalization;
using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.ModelCalls;

/// <summary>
/// What a pass-through used where its answer does not say: counted in the unit that its catalogue row names, from what the request asks for.
/// What cannot be counted stays out, and the line is flagged.
/// </summary>
internal static class PassThroughUnits
{
    private const int BytesPerToken = 4;

    /// <summary>How long a video of OpenAI's is when the request does not say.</summary>
    private const long UsualOfSora = 4;

    /// <summary>The same of Google's.</summary>
    private const long UsualOfVeo = 8;

    /// <summary>Far above what any provider makes at once, so that products with prices stay in range.</summary>
    private const long Most = 100_000;

    /// <summary>Adds what is missing.</summary>
    public static void Add(AdmittedCall call, ref TokenUsage usage)
    {
        var body = call.Request.Body.Memory;
        switch (call.PassThrough?.Row?.Unit)
        {
            case Unit.Image when usage.TotalOutput == 0:
                usage[Unit.Image] = Math.Max(usage[Unit.Image], Number(body, "n") ?? Digits(call.PassThrough.Form["n"]) ?? 1);
                break;
            case Unit.Character when usage.TotalInput == 0:
                usage[Unit.Character] = Math.Max(usage[Unit.Character], Text(body, "input"));
                break;
            case Unit.VideoSecond:
                usage[Unit.VideoSecond] = Math.Max(usage[Unit.VideoSecond], VideoSeconds(call.PassThrough, body));
                break;
            case Unit.FileSearch or Unit.CodeSession or Unit.SearchUnit:
                var unit = call.PassThrough.Row.Unit.Value;
                usage[unit] = Math.Max(usage[unit], 1);
                break;
            case Unit.Input or Unit.Output when usage.TotalInput == 0:
                usage[Unit.Input] = Math.Max(1, body.Length / BytesPerToken);
                break;
            default:
                break;
        }
    }

    /// <summary>What a request for videos asks for, or gets without asking: the answer says it, if at all, when they are made.</summary>
    private static long VideoSeconds(PassThroughTarget target, ReadOnlyMemory<byte> body) => target.Row is { Creates: "operation" }
        ? (Number(body, "parameters.durationSeconds") ?? UsualOfVeo) * (Number(body, "parameters.sampleCount") ?? Number(body, "parameters.numberOfVideos") ?? 1)
        : Number(body, "seconds") ?? Digits(target.Form["seconds"]) ?? UsualOfSora;

    /// <summary>A number, or the digits of a text, at a dotted path of a JSON body; null when there is none.</summary>
    private static long? Number(ReadOnlyMemory<byte> body, string name)
    {
        using var document = Parse(body);
        if (document is null)
        {
            return null;
        }

        var value = document.RootElement;
        foreach (var step in name.Split('.'))
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(step, out value))
            {
                return null;
            }
        }

        return value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt64(out var number) => Math.Clamp(number, 0, Most),
            JsonValueKind.String => Digits(value.GetString()),
            _ => null,
        };
    }

    private static long? Digits(string? text) => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 0, Most) : null;

    private static long Text(ReadOnlyMemory<byte> body, string name)
    {
        using var document = Parse(body);
        return document is not null && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()!.Length : 0;
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
