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

    /// <summary>Far above what any provider makes at once, so that products with prices stay in range.</summary>
    private const long Most = 100_000;

    /// <summary>Adds what is missing.</summary>
    public static void Add(AdmittedCall call, ref TokenUsage usage)
    {
        var body = call.Request.Body.Memory;
        switch (call.PassThrough?.Row?.Unit)
        {
            case Unit.Image when usage.TotalOutput == 0:
                usage[Unit.Image] = Math.Max(usage[Unit.Image], Number(body, "n") ?? 1);
                break;
            case Unit.Character when usage.TotalInput == 0:
                usage[Unit.Character] = Math.Max(usage[Unit.Character], Text(body, "input"));
                break;
            case Unit.VideoSecond:
                usage[Unit.VideoSecond] = Math.Max(usage[Unit.VideoSecond], Number(body, "seconds") ?? 0);
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

    /// <summary>A number, or the digits of a text, at the top of a JSON body; null when there is none.</summary>
    private static long? Number(ReadOnlyMemory<byte> body, string name)
    {
        using var document = Parse(body);
        if (document is null || !document.RootElement.TryGetProperty(name, out var value))
        {
            return null;
        }

        var isNumber = value.ValueKind == JsonValueKind.Number
            ? value.TryGetInt64(out var number)
            : long.TryParse(value.ValueKind == JsonValueKind.String ? value.GetString() : null, System.Globalization.CultureInfo.InvariantCulture, out number);
        return isNumber ? Math.Clamp(number, 0, Most) : null;
    }

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
