using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>The budgets of tollgate.yaml.</summary>
internal sealed class BudgetDeclarations(BudgetStore store, BudgetClerk clerk, BudgetBook book, BudgetAudit audit) : Declarations<Budget>
{
    /// <inheritdoc/>
    protected override Task<IReadOnlyList<Budget>> KnownAsync(Guid organizationId, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Budget>>([.. book.Budgets.Where(budget => budget.OrganizationId == organizationId)]);

    /// <inheritdoc/>
    protected override string Name(Budget rule) => rule.Name;

    /// <inheritdoc/>
    protected override bool IsOfFile(Budget rule) => rule.Origin == BudgetOrigin.File;

    /// <inheritdoc/>
    protected override bool IsSame(Budget rule, Budget wish) =>
        rule.AlertPercents.SequenceEqual(wish.AlertPercents)
        && rule.Also.SequenceEqual(wish.Also)
        && rule == wish with { Id = rule.Id, CreatedAt = rule.CreatedAt, UpdatedAt = rule.UpdatedAt, AlertPercents = rule.AlertPercents, Also = rule.Also };

    /// <inheritdoc/>
    protected override Budget? Change(Budget rule, Budget wish) =>
        rule.CountsLike(wish) ? wish with { Id = rule.Id, CreatedAt = rule.CreatedAt } : null;

    /// <inheritdoc/>
    protected override async Task<Refusal?> CreateAsync(ApiCaller by, Budget wish, CancellationToken ct)
    {
        var made = await store.AddAsync(wish, ct);
        if (!made.IsRefused)
        {
            await audit.WriteAsync(by, "budget.create", made.Value, made.Value.Limit.ToString(), ct);
        }

        return made.Refusal;
    }

    /// <inheritdoc/>
    protected override async Task<Refusal?> UpdateAsync(ApiCaller by, Budget before, Budget changed, CancellationToken ct)
    {
        var updated = await clerk.UpdateAsync(changed, ct);
        if (!updated.IsRefused)
        {
            await audit.WriteAsync(by, "budget.update", updated.Value, $"{before.Limit} -> {updated.Value.Limit}", ct);
        }

        return updated.Refusal;
    }

    /// <inheritdoc/>
    protected override async Task DeleteAsync(ApiCaller by, Budget rule, CancellationToken ct)
    {
        await store.DeleteAsync(rule.OrganizationId, rule.Id, ct);
        await audit.WriteAsync(by, "budget.delete", rule, "", ct);
    }
}
