using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Alerts.Rules;

/// <summary>The alert rules of tollgate.yaml.</summary>
internal sealed class RuleDeclarations(RuleStore store) : Declarations<AlertRule>
{
    /// <inheritdoc/>
    protected override Task<IReadOnlyList<AlertRule>> KnownAsync(Guid organizationId, CancellationToken ct) =>
        store.ListAsync(organizationId, Guid.Empty, int.MaxValue, ct);

    /// <inheritdoc/>
    protected override string Name(AlertRule rule) => rule.Name;

    /// <inheritdoc/>
    protected override bool IsOfFile(AlertRule rule) => rule.Origin == RuleOrigin.File;

    /// <inheritdoc/>
    protected override bool IsSame(AlertRule rule, AlertRule wish) =>
        rule == wish with { Id = rule.Id, CreatedAt = rule.CreatedAt, UpdatedAt = rule.UpdatedAt };

    /// <inheritdoc/>
    protected override AlertRule? Change(AlertRule rule, AlertRule wish) =>
        rule.Kind == wish.Kind ? wish with { Id = rule.Id, CreatedAt = rule.CreatedAt } : null;

    /// <inheritdoc/>
    protected override async Task<Refusal?> CreateAsync(ApiCaller by, AlertRule wish, CancellationToken ct) => (await store.CreateAsync(by, wish, ct)).Refusal;

    /// <inheritdoc/>
    protected override async Task<Refusal?> UpdateAsync(ApiCaller by, AlertRule before, AlertRule changed, CancellationToken ct) =>
        (await store.UpdateAsync(by, changed, ct)).Refusal;

    /// <inheritdoc/>
    protected override Task DeleteAsync(ApiCaller by, AlertRule rule, CancellationToken ct) => store.DeleteAsync(by, rule, ct);
}
