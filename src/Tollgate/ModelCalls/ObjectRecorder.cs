using System.Text.Json;
using Tollgate.Core;
using Tollgate.Dialects.Replies;
using Tollgate.Dialects.Requests;
using Tollgate.Ledger.Records;
using Tollgate.Upstreams.Objects;

namespace Tollgate.ModelCalls;

/// <summary>
/// Notes the provider objects that an answer made, so that only their organization can use them (CONTRACT 3): at once in memory, and in the
/// attempt's `settled` record, which brings them into the database.
/// </summary>
internal sealed class ObjectRecorder(ProviderObjects objects, TimeProvider time)
{
    /// <summary>Before the attempt is settled: what it made.</summary>
    public void Record(AdmittedCall call, Attempt attempt, ReplyMeter meter, ReadOnlyMemory<byte> reply)
    {
        if (Own(call, meter, reply) is { Id.Length: > 0 and <= RecordEncoding.LongestObjectId } own)
        {
            Add(call, attempt, own);
        }

        if (call.PassThrough is { Row.Reveals: { Count: > 0 } places })
        {
            AddRevealed(call, attempt, places, reply);
        }

        if (call.Request.Route.Surface == Surface.Responses && call.Request.Facts.Store == false)
        {
            return;
        }

        var made = meter.Made;
        for (var i = 0; i < made.Count; i++)
        {
            Add(call, attempt, new OwnedObject(KindName(made[i].Kind), made[i].Id));
        }
    }

    /// <summary>A batch says only when it is read which files its work made.</summary>
    private void AddRevealed(AdmittedCall call, Attempt attempt, IReadOnlyList<string> places, ReadOnlyMemory<byte> reply)
    {
        foreach (var place in places)
        {
            if (ReadAt(reply, place) is { Length: > 0 and <= RecordEncoding.LongestObjectId } file)
            {
                Add(call, attempt, new OwnedObject("file", file));
            }
        }
    }

    private void Add(AdmittedCall call, Attempt attempt, OwnedObject made)
    {
        objects.Remember(new ProviderObject(attempt.Model.Provider, made.Id, made.Kind, call.Caller.OrganizationId, call.Caller.KeyId, attempt.Deployment.Name, time.GetUtcNow()));
        attempt.Made ??= [];
        attempt.Made.Add(made);
    }

    /// <summary>The answer itself, where the provider keeps it; what a pass-through row says that it makes.</summary>
    private static OwnedObject? Own(AdmittedCall call, ReplyMeter meter, ReadOnlyMemory<byte> reply)
    {
        if (call.PassThrough is { } target)
        {
            return target.Row is { Creates: { } kind } row && ReadAt(reply, row.CreatedAt) is { } id ? new OwnedObject(kind, id) : null;
        }

        if (meter.ObjectId is not { } own)
        {
            return null;
        }

        return (call.Request.Route.Surface, call.Request.Facts.Store) switch
        {
            (Surface.Responses, not false) => new OwnedObject("response", own),
            (Surface.ChatCompletions, true) => new OwnedObject("chat_completion", own),
            _ => null,
        };
    }

    private static string KindName(ProviderObjectKind kind) => kind switch
    {
        ProviderObjectKind.Audio => "audio",
        ProviderObjectKind.Container => "container",
        ProviderObjectKind.File => "file",
        _ => "item",
    };

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
