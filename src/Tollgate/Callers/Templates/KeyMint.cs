using System.Data.Common;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Callers.Keys;
using Tollgate.Callers.Organizations;
using Tollgate.Callers.SignIn;
using Tollgate.Core;

namespace Tollgate.Callers.Templates;

/// <summary>
/// Members' own keys. Making one is a single transaction that begins by holding the template: what is counted, compared and written
/// is one state of the database, so neither two keys at once nor a change of the template in between lead beyond it.
/// </summary>
internal sealed class KeyMint(
    DbDataSource source, TemplateStore templates, KeyStore keys, KeyReader reader, KeyMaker maker, CallerChanges changes, AuditLog audit, TimeProvider time)
{
    private static readonly Refusal Nobody = MintRules.Beyond("Keys within a template are made with a key of a member.", null);

    /// <summary>Makes a key for the holder of the key that asks.</summary>
    public async Task<Outcome<CreatedKey>> MakeAsync(ApiCaller by, MintRequest request, CancellationToken ct)
    {
        var wanted = request.ToKeyRequest();
        var attachments = maker.Check(wanted);
        if (attachments.IsRefused)
        {
            return attachments.Refusal;
        }

        var made = await InsertAsync(by, request, attachments.Value.Count > 0, ct);
        if (made.IsRefused)
        {
            return made;
        }

        changes.Happened();
        return attachments.Value.Count == 0 ? made : await maker.AttachAsync(by, made.Value, attachments.Value, ct);
    }

    /// <summary>The live keys that the holder of the asking key has within templates.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(ApiCaller by, PageQuery page, CancellationToken ct) => await reader.FindAsync(by.OrganizationId, by.KeyId, ct) is { } own
        ? await reader.ListAsync(by.OrganizationId, new KeyFilter(own.PrincipalId, null, null, false) { IsMinted = true }, page, ct)
        : [];

    /// <summary>The templates of the asking key's team, with the number of its holder's keys.</summary>
    public async Task<IReadOnlyList<KeyTemplate>> TemplatesAsync(ApiCaller by, PageQuery page, CancellationToken ct) => await reader.FindAsync(by.OrganizationId, by.KeyId, ct) is { } own
        ? await templates.ListAsync(by.OrganizationId, own.TeamId, own.PrincipalId, page, ct)
        : [];

    /// <summary>Revokes one of those keys; false when the holder has none of this id, or asks with a key made within a template.</summary>
    public async Task<bool> RevokeAsync(ApiCaller by, Guid id, CancellationToken ct)
    {
        var own = await reader.FindAsync(by.OrganizationId, by.KeyId, ct);
        var meant = await reader.FindAsync(by.OrganizationId, id, ct);
        return own is { TemplateId: null } && meant is { TemplateId: not null } && meant.PrincipalId == own.PrincipalId && await keys.RevokeAsync(by, id, ct);
    }

    private async Task<Outcome<CreatedKey>> InsertAsync(ApiCaller by, MintRequest request, bool startsDisabled, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var isHeld = await TemplateStore.HoldAsync(connection, by.OrganizationId, request.Template, ct);
        if (await reader.FindAsync(connection, by.OrganizationId, by.KeyId, ct) is not { } parent)
        {
            return Nobody;
        }

        var template = isHeld ? await templates.FindAsync(connection, by.OrganizationId, request.Template, parent.PrincipalId, ct) : null;
        if (template is null || template.TeamId != parent.TeamId)
        {
            return TemplateRules.NotFound;
        }

        var fitting = await FitAsync(connection, by, template, parent, request, ct);
        if (fitting.IsRefused)
        {
            return fitting.Refusal;
        }

        var made = await keys.InsertAsync(connection, by, fitting.Value with { IsDisabled = startsDisabled }, ct);
        if (!made.IsRefused)
        {
            await audit.AppendAsync(connection, AuditEvent.By(by, "key.mint", "key", made.Value.Key.Id, KeyReply.Write(made.Value.Key)), ct);
            await transaction.CommitAsync(ct);
        }

        return made;
    }

    private async Task<Outcome<NewKey>> FitAsync(DbConnection connection, ApiCaller by, KeyTemplate template, ApiKey parent, MintRequest request, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var holder = await PrincipalStore.FindAsync(connection, by.OrganizationId, parent.PrincipalId, ct);
        if (holder is null || holder.IsDisabled || holder.TeamId != template.TeamId)
        {
            return MintRules.Beyond($"'{parent.PrincipalName}' is no member of the team '{template.TeamName}'.", null);
        }

        if ((MintRules.CheckHolder(template, parent, now) ?? MintRules.CheckCount(template)) is { } refusal)
        {
            return refusal;
        }

        var fitting = MintRules.Fit(template, parent, request, now);
        return fitting.IsRefused ? fitting.Refusal : KeyRules.Check(fitting.Value, time) is { } wrong ? wrong : fitting;
    }
}
