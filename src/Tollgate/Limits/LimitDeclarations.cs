using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Limits;

/// <summary>The limits of tollgate.yaml.</summary>
internal sealed class LimitDeclarations(LimitStore store, LimitAudit audit) : Declarations<RateLimit>
{
    /// <inheritdoc/>
    protected override Task<IReadOnlyList<RateLimit>> KnownAsync(Guid organizationId, CancellationToken ct) =>
        store.ListAsync(organizationId, Guid.Empty, int.MaxValue, ct);

    /// <inheritdoc/>
    protected override string Name(RateLimit rule) => rule.Name;

    /// <inheritdoc/>
    protected override bool IsOfFile(RateLimit rule) => rule.Origin == LimitOrigin.File;

    /// <inheritdoc/>
    protected override bool IsSame(RateLimit rule, RateLimit wish) =>
        rule == wish with { Id = rule.Id, CreatedAt = rule.CreatedAt, UpdatedAt = rule.UpdatedAt };

    /// <inheritdoc/>
    protected override RateLimit? Change(RateLimit rule, RateLimit wish) =>
        (rule.Scope, rule.Target, rule.Each, rule.Unit, rule.Per) == (wish.Scope, wish.Target, wish.Each, wish.Unit, wish.Per)
            ? wish with { Id = rule.Id, CreatedAt = rule.CreatedAt }
            : null;

    /// <inheritdoc/>
    protected override async Task<Refusal?> CreateAsync(ApiCaller by, RateLimit wish, CancellationToken ct) =>
        await NoteAsync(by, "limit.create", await store.AddAsync(wish, ct), ct);

    /// <inheritdoc/>
    protected override async Task<Refusal?> UpdateAsync(ApiCaller by, RateLimit before, RateLimit changed, CancellationToken ct) =>
        await NoteAsync(by, "limit.update", await store.UpdateAsync(changed, ct), ct);

    /// <inheritdoc/>
    protected override async Task DeleteAsync(ApiCaller by, RateLimit rule, CancellationToken ct)
    {
        await store.DeleteAsync(rule.OrganizationId, rule.Id, ct);
        await audit.WriteAsync(by, "limit.delete", rule, ct);
    }

    private async Task<Refusal?> NoteAsync(ApiCaller by, string action, Outcome<RateLimit> outcome, CancellationToken ct)
    {
        if (!outcome.IsRefused)
        {
            await audit.WriteAsync(by, action, outcome.Value, ct);
        }

        return outcome.Refusal;
    }
}
