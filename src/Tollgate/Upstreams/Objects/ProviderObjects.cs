using Tollgate.Core;

namespace Tollgate.Upstreams.Objects;

/// <summary>
/// Who owns which provider object. What an answer made is remembered at once; the ledger's own transaction brings it into the table.
/// A foreign object and an unrecorded one are the same 404.
/// </summary>
internal sealed class ProviderObjects(ProviderObjectStore store)
{
    /// <summary>Ids of known providers stay below 128 characters.</summary>
    private const int MaxIdLength = 512;

    private readonly RecentObjects _recent = new(50_000);

    /// <summary>Remembers what an answer made. An id that somebody owns already stays theirs.</summary>
    public void Remember(ProviderObject made)
    {
        made = made with { ObjectId = ProviderObject.Plain(made.ObjectId) };
        if (made.ObjectId.Length is > 0 and <= MaxIdLength)
        {
            _ = _recent.Add(made);
        }
    }

    /// <summary>The object, if this organization owns it; else the refusal, which tells a foreign id from an unknown one to nobody.</summary>
    public async ValueTask<Outcome<ProviderObject>> FindAsync(Guid organizationId, string provider, string objectId, CancellationToken ct)
    {
        objectId = ProviderObject.Plain(objectId);
        if (objectId.Length is 0 or > MaxIdLength)
        {
            return NotFound();
        }

        var found = _recent.Find(provider, objectId);
        if (found is null && await store.FindAsync(provider, objectId, ct) is { } stored)
        {
            found = _recent.Add(stored);
        }

        return found is not null && found.OrganizationId == organizationId ? found : NotFound();
    }

    private static Refusal NotFound() => new(RefusalCode.NotFound, "There is no such object.") { Step = "route", Help = "Objects can be used by the organization that made them through the gateway." };
}
