using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Upstreams.Routes;

/// <summary>Turns an entry of catalog/routes.json into a record.</summary>
internal static class RouteReader
{
    /// <summary>Reads one row.</summary>
    public static RouteRow Read(JsonElement entry)
    {
        var methods = new List<string>();
        foreach (var method in entry.GetProperty("methods").EnumerateArray())
        {
            if (method.GetString() is not "*" and { } name)
            {
                methods.Add(name);
            }
        }

        return new RouteRow
        {
            Path = entry.GetProperty("path").GetString()!,
            Methods = methods,
            Charge = Charge(entry.GetProperty("charge").GetString()!),
            Unit = Text(entry, "unit") is { } unit ? UnitOf(unit) : null,
            IsDeferred = entry.TryGetProperty("deferred", out var deferred) && deferred.GetBoolean(),
            Object = Text(entry, "object"),
            Creates = Text(entry, "creates"),
            CreatedAt = Text(entry, "created_at") ?? "id",
            Reveals = entry.TryGetProperty("reveals", out var reveals) ? [.. reveals.EnumerateArray().Select(place => place.GetString()!)] : [],
            Bill = Text(entry, "bill") is { } bill ? BillOf(bill) : RouteBill.None,
            Why = Text(entry, "why"),
        };
    }

    private static RouteCharge Charge(string name) => name switch
    {
        "free" => RouteCharge.Free,
        "metered" => RouteCharge.Metered,
        "denied" => RouteCharge.Denied,
        _ => throw new JsonException($"'{name}' is not a charge."),
    };

    private static RouteBill BillOf(string name) => name switch
    {
        "response" => RouteBill.Response,
        "batch" => RouteBill.Batch,
        "answer_lines" => RouteBill.AnswerLines,
        "message_lines" => RouteBill.MessageLines,
        "content_batch" => RouteBill.ContentBatch,
        "content_lines" => RouteBill.ContentLines,
        "video" => RouteBill.Video,
        "video_operation" => RouteBill.VideoOperation,
        _ => throw new JsonException($"'{name}' is not a bill."),
    };

    private static Unit UnitOf(string name) => Units.TryParse(name, out var unit) ? unit : throw new JsonException($"'{name}' is not a unit.");

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.GetString() : null;
}
