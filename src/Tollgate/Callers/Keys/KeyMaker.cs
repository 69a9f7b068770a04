using System.Text.Json;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Callers.Keys;

/// <summary>
/// Makes a key with everything that is to hang on it, or nothing: until the last attachment is in place the key is switched off,
/// so that not one call slips past a budget that is still missing.
/// </summary>
internal sealed class KeyMaker(KeyStore keys, IReadOnlyList<KeyAttachment> attachments)
{
    /// <summary>Makes the key that a request describes.</summary>
    public async Task<Outcome<CreatedKey>> MakeAsync(ApiCaller by, KeyRequest request, CancellationToken ct)
    {
        var wanted = request.ToNewKey();
        if (wanted.IsRefused)
        {
            return wanted.Refusal;
        }

        var asked = Check(request);
        if (asked.IsRefused)
        {
            return asked.Refusal;
        }

        if (asked.Value.Count == 0)
        {
            return await keys.CreateAsync(by, wanted.Value, ct);
        }

        var created = await keys.CreateAsync(by, wanted.Value with { IsDisabled = true }, ct);
        return created.IsRefused ? created : await AttachAsync(by, created.Value, asked.Value, ct);
    }

    /// <summary>What a request wants attached; refused when something of it does not fit, before anything is made.</summary>
    public Outcome<List<(KeyAttachment Attachment, JsonElement Value)>> Check(KeyRequest request)
    {
        var asked = Asked(request);
        foreach (var (attachment, value) in asked)
        {
            if (attachment.Check(value) is { } wrong)
            {
                return wrong;
            }
        }

        return asked.Count == 0 && Unattachable(request) is { } refusal ? refusal : asked;
    }

    /// <summary>Attaches to a key that was made switched off, and switches it on; a refusal revokes it.</summary>
    public async Task<Outcome<CreatedKey>> AttachAsync(ApiCaller by, CreatedKey created, List<(KeyAttachment Attachment, JsonElement Value)> asked, CancellationToken ct)
    {
        foreach (var (attachment, value) in asked)
        {
            if (await attachment.AttachAsync(by, created.Key, value, ct) is { } refusal)
            {
                await keys.RevokeAsync(by, created.Key.Id, ct);
                return refusal;
            }
        }

        var enabled = await keys.ChangeAsync(by, created.Key.Id, new KeyChange { IsDisabled = false }, ct);
        return enabled.IsRefused ? enabled.Refusal : new CreatedKey(enabled.Value, created.Secret);
    }

    private List<(KeyAttachment Attachment, JsonElement Value)> Asked(KeyRequest request)
    {
        var asked = new List<(KeyAttachment, JsonElement)>();
        foreach (var attachment in attachments)
        {
            var value = attachment.Pick(request);
            if (value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
            {
                asked.Add((attachment, value));
            }
        }

        return asked;
    }

    /// <summary>A budget that nobody would attach must not be left out in silence.</summary>
    private Refusal? Unattachable(KeyRequest request)
    {
        var isAsked = request.Budgets.ValueKind == JsonValueKind.Array || request.Limits.ValueKind == JsonValueKind.Array;
        return isAsked && attachments.Count == 0 ? new Refusal(RefusalCode.NotImplemented, "This gateway attaches no budgets or limits to keys.") : null;
    }
}
