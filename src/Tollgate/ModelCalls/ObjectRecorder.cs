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
    private const string Operation = "operation";
    private const string FilesOf = "/files/";

    /// <summary>Before the attempt is settled: what it made.</summary>
    public void Record(AdmittedCall call, Attempt attempt, ReplyMeter meter, ReadOnlyMemory<byte> reply)
    {
        if (Own(call, meter, reply) is { Id.Length: > 0 and <= RecordEncoding.LongestObjectId } own)
        {
            Add(call, attempt, own);
            attempt.ObjectId = call.PassThrough is null ? null : ProviderObject.Plain(own.Id);
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
            foreach (var named in ReadAt(reply, place))
            {
                if (FileOf(named) is { Length: > 0 and <= RecordEncoding.LongestObjectId } file)
                {
                    Add(call, attempt, new OwnedObject("file", file));
                }
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
            return target.Row is { Creates: { } kind } row && ReadAt(reply, row.CreatedAt) is [var id] ? new OwnedObject(kind, kind == Operation ? Last(id) : id) : null;
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

    /// <summary>Google's operations are named with the model that works: their id is the last part.</summary>
    private static string Last(string name) => name[(name.LastIndexOf('/') + 1)..];

    /// <summary>A file that is named by the address of its bytes (Google's videos) is the one between "/files/" and what is asked of it.</summary>
    private static string FileOf(string named)
    {
        var at = named.StartsWith("https://", StringComparison.Ordinal) ? named.IndexOf(FilesOf, StringComparison.Ordinal) : -1;
        if (at < 0)
        {
            return named;
        }

        var rest = named[(at + FilesOf.Length)..];
        return rest.IndexOfAny([':', '?', '/']) is var end and >= 0 ? rest[..end] : rest;
    }

    private static List<string> ReadAt(ReadOnlyMemory<byte> reply, string dottedPath)
    {
        var found = new List<string>();
        try
        {
            using var document = JsonDocument.Parse(reply);
            Collect(document.RootElement, dottedPath.Split('.'), found);
        }
        catch (JsonException)
        {
            // Nothing that can be read names nothing.
        }

        return found;
    }

    private static void Collect(JsonElement place, ReadOnlySpan<string> path, List<string> found)
    {
        if (place.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in place.EnumerateArray())
            {
                Collect(element, path, found);
            }
        }
        else if (path.IsEmpty && place.ValueKind == JsonValueKind.String)
        {
            found.Add(place.GetString()!);
        }
        else if (!path.IsEmpty && place.ValueKind == JsonValueKind.Object && place.TryGetProperty(path[0], out var next))
        {
            Collect(next, path[1..], found);
        }
    }
}
