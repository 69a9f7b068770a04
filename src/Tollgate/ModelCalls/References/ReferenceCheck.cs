using Microsoft.AspNetCore.Http;
using Tollgate.Callers;
using Tollgate.Core;
using Tollgate.Dialects.Requests.References;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Objects;

namespace Tollgate.ModelCalls.References;

/// <summary>Whose objects a pass-through names besides the one its path is about: each must be its organization's own (CONTRACT 3).</summary>
internal sealed class ReferenceCheck(UpstreamBook upstreams, ProviderObjects objects)
{
    /// <summary>The target, at the account that holds what the request names; or the refusal.</summary>
    public async ValueTask<Outcome<PassThroughTarget>> RunAsync(HttpRequest request, Caller caller, PassThroughTarget target, RequestBody body, CancellationToken ct)
    {
        var found = new NamedObjects();
        var fields = new FormFields();
        NoteUnlisted(target, found);
        if (await BodyReferences.ReadAsync(request, body, target.Row is { Creates: "file" }, found, fields) is { } unreadable)
        {
            return unreadable;
        }

        if (target.Row is { Creates: "upload" } && UploadPurpose.Refuse(body.Memory) is { } inParts)
        {
            return inParts;
        }

        ProviderObject? holder = null;
        foreach (var named in found.Items)
        {
            var owned = await objects.FindAsync(caller.OrganizationId, target.Provider, named.Id, ct);
            if (owned.IsRefused)
            {
                return owned.Refusal with { Step = "limit", Parameter = named.Field };
            }

            holder ??= owned.Value;
        }

        target = target with { Form = fields };
        return target.Row is { Object: null } && AccountOf(target, holder) is { } account ? target with { Deployments = [account] } : target;
    }

    /// <summary>Without a row nobody says which segment is an object: whatever looks like one is.</summary>
    private static void NoteUnlisted(PassThroughTarget target, NamedObjects found)
    {
        if (target.Row is not null)
        {
            return;
        }

        foreach (var segment in target.Path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            found.Note("path", segment, ReferenceNames.LooksLikeId(segment));
        }
    }

    private Deployment? AccountOf(PassThroughTarget target, ProviderObject? holder) =>
        holder is not null && upstreams.Find(target.Provider) is { } provider ? Array.Find(provider.Deployments, deployment => deployment.Name == holder.Deployment) : null;
}
