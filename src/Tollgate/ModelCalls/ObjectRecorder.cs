using System.Text.Json;
using Tollgate.Core;
using Tollgate.Dialects.Replies;
using Tollgate.Upstreams.Objects;

namespace Tollgate.ModelCalls;

/// <summary>Records the provider objects that answers make, so that only their organization can use them (CONTRACT 3).</summary>
internal sealed class ObjectRecorder(ProviderObjects objects, TimeProvider time)
{
    /// <summary>Records the response of a Responses call, unless it was not stored, and what a pass-through row says that it makes.</summary>
    public async ValueTask RecordAsync(AdmittedCall call, Attempt attempt, ReplyMeter meter, ReadOnlyMemory<byte> reply)
    {
        var made = call.PassThrough is { Row: { Creates: { } kind } row }
            ? (Kind: kind, Id: ReadAt(reply, row.CreatedAt))
            : (Kind: "response", Id: call.Request.Route.Surface == Surface.Responses && call.Request.Facts.Store != false ? meter.ObjectId : null);
        if (made.Id is { Length: > 0 } id)
        {
            await objects.RecordAsync(
                new ProviderObject(attempt.Model.Provider, id, made.Kind, call.Caller.OrganizationId, call.Caller.KeyId, attempt.Deployment.Name, time.GetUtcNow()),
                CancellationToken.None);
        }
    }

    private static string? ReadAt(ReadOnlyMemory<byte> reply, string dottedPath)
    {
        try
        {
            using var document = JsonDocument.Parse(reply);
            var place = document.RootElement;
            foreach (var step in dottedPath.Split('.'))
            {
                if (place.ValueKind != JsonValueKind.Object || !place.TryGetProperty(step, out place))
                {
                    return null;
                }
            }

            return place.ValueKind == JsonValueKind.String ? place.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
