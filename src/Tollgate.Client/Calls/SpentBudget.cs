using System.Globalization;
using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Client.Calls;

/// <summary>A refusal for a spent budget, read out of its body in whichever dialect it came (docs/errors.md).</summary>
internal sealed record SpentBudget(string Message, JsonElement Details, Guid RequestId)
{
    private const string Code = "budget_exceeded";

    /// <summary>Whether an answer can be one: then, and only then, its body is worth reading.</summary>
    public static bool IsLikely(HttpResponseMessage answer) =>
        !answer.IsSuccessStatusCode && answer.Headers.Text(GatewayHeaders.Status) == "exceeded" && answer.Headers.Contains(GatewayHeaders.RequestId);

    /// <summary>Reads a body; null when it is something else.</summary>
    public static SpentBudget? Read(ReadOnlyMemory<byte> body, Guid requestId)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (!json.RootElement.TryGetProperty("error", out var error) || error.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var details = error.TryGetProperty("details", out var list) && list.ValueKind == JsonValueKind.Array ? Metadata(list) : error;
            return Text(details, "code") == Code ? new SpentBudget(Text(error, "message") ?? "A budget is spent.", details.Clone(), requestId) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The exception that a program sees.</summary>
    public BudgetSpentException ToException(Exception? inner = null, CallCosts? costs = null) => new(Message, inner)
    {
        Budget = Text(Details, "rule"),
        Limit = Amount("limit"),
        Spent = Amount("settled"),
        Reserved = Amount("reserved"),
        Asked = Amount("asked"),
        ResetsAt = DateTimeOffset.TryParse(Text(Details, "resets_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
        Help = Text(Details, "help"),
        Contact = Text(Details, "contact"),
        RequestId = RequestId,
        Costs = costs ?? new CallCosts([]),
    };

    /// <summary>In Google's shape the figures are in the metadata of its error information.</summary>
    private static JsonElement Metadata(JsonElement list)
    {
        foreach (var detail in list.EnumerateArray())
        {
            if (detail.ValueKind == JsonValueKind.Object && detail.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object)
            {
                return metadata;
            }
        }

        return default;
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private Money? Amount(string name) => Money.TryParse(Text(Details, name), out var money) ? money : null;
}
