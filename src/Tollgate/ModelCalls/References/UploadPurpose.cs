using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.ModelCalls.References;

/// <summary>
/// A file that comes in parts cannot be read for whose objects its requests name: requests of a batch come as one file, where they are read.
/// </summary>
internal static class UploadPurpose
{
    /// <summary>The refusal of an upload that would hold a batch, or of a body that does not say what it will hold.</summary>
    public static Refusal? Refuse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && !HoldsBatch(document.RootElement) ? null
                : new Refusal(RefusalCode.RouteDenied, "The requests of a batch cannot be uploaded in parts: nobody could tell whose objects they name.")
                {
                    Step = "route",
                    Rule = "/uploads",
                    Parameter = "purpose",
                    Help = "Send them as one file: POST /v1/files with purpose=batch.",
                };
        }
        catch (JsonException)
        {
            return BodyReferences.Unreadable("The body is not JSON that the gateway can read");
        }
    }

    /// <summary>Every spelling and repetition counts: which one the provider reads is not known.</summary>
    private static bool HoldsBatch(JsonElement body)
    {
        foreach (var member in body.EnumerateObject())
        {
            if (member.Name.Equals("purpose", StringComparison.OrdinalIgnoreCase)
                && (member.Value.ValueKind != JsonValueKind.String || member.Value.GetString()!.Trim().StartsWith("batch", StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }
}
