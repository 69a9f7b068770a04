using Microsoft.Extensions.Logging;
using Tollgate.Alerts.Rules;
using Tollgate.Api;
using Tollgate.Budgets;
using Tollgate.Callers.Organizations;
using Tollgate.Core;
using Tollgate.Hosting.Settings;
using Tollgate.Limits;

namespace Tollgate.Hosting;

/// <summary>
/// Puts the budgets, limits and alert rules of tollgate.yaml in force before the first call. They belong to the first organization. A rule
/// that cannot be put in force stops the start: a cap that somebody wrote down and that does not hold is worse than none.
/// </summary>
internal sealed class DeclaredRules(
    OrganizationStore organizations, TeamStore teams, BudgetDeclarations budgets, LimitDeclarations limits, RuleDeclarations rules, DowngradeCheck downgrades,
    TimeProvider time, ILogger<DeclaredRules> log)
{
    private const string Actor = "tollgate.yaml";

    /// <summary>Makes the rules what the file says.</summary>
    public async Task ApplyAsync(TollgateSettings settings, CancellationToken ct)
    {
        if (await organizations.OldestAsync(ct) is not { } organization)
        {
            return;
        }

        var by = new ApiCaller(Guid.Empty, Actor, organization.Id, ApiRight.Operator);
        var wanted = await BudgetsAsync(by, settings.Budgets.Rules, ct);
        Stop(await budgets.ApplyAsync(by, wanted, ct));
        Stop(await limits.ApplyAsync(by, await LimitsAsync(by, settings.Limits.Rules, ct), ct));
        Stop(await rules.ApplyAsync(by, [.. settings.Alerts.Rules.Select(rule => rule.Thing with { Id = Ids.New(time), OrganizationId = by.OrganizationId, CreatedAt = time.GetUtcNow(), UpdatedAt = time.GetUtcNow() })], ct));
    }

    private async Task<IReadOnlyList<Budget>> BudgetsAsync(ApiCaller by, IReadOnlyList<Declared<NewBudget>> entries, CancellationToken ct)
    {
        var wanted = new List<Budget>();
        foreach (var entry in entries)
        {
            var wish = entry.Thing with { OrganizationId = by.OrganizationId };
            if (wish.DowngradeTo is { } model && downgrades(model) is { } unknown)
            {
                HostingLog.DeclaredDoubtful(log, entry.Key, entry.Line, unknown.Message);
            }

            wanted.Add((await NamedAsync(by, wish, ct)).ToBudget(Ids.New(time), time.GetUtcNow()));
        }

        return wanted;
    }

    private async Task<NewBudget> NamedAsync(ApiCaller by, NewBudget wish, CancellationToken ct)
    {
        var also = new List<BudgetPart>();
        foreach (var part in wish.Also)
        {
            also.Add(part.Scope == BudgetScope.Team ? part with { Target = await TeamAsync(by, part.Target, ct) } : part);
        }

        return wish with { Also = also, Target = wish.Scope == BudgetScope.Team ? await TeamAsync(by, wish.Target, ct) : wish.Target };
    }

    private async Task<IReadOnlyList<RateLimit>> LimitsAsync(ApiCaller by, IReadOnlyList<Declared<NewLimit>> entries, CancellationToken ct)
    {
        var wanted = new List<RateLimit>();
        foreach (var entry in entries)
        {
            var wish = entry.Thing with { OrganizationId = by.OrganizationId };
            wanted.Add((wish.Scope == LimitScope.Team ? wish with { Target = await TeamAsync(by, wish.Target, ct) } : wish).ToLimit(Ids.New(time), time.GetUtcNow()));
        }

        return wanted;
    }

    /// <summary>The id of a team; one that the file names and nobody made yet is made, so that a new gateway needs the file alone.</summary>
    private async Task<string> TeamAsync(ApiCaller by, string name, CancellationToken ct)
    {
        if (await teams.FindAsync(by.OrganizationId, name, ct) is { } known)
        {
            return known.Id.ToString();
        }

        var made = await teams.CreateAsync(by, name, ct);
        Stop(made.Refusal);
        HostingLog.TeamDeclared(log, name);
        return made.Value!.Id.ToString();
    }

    private static void Stop(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new GatewayFault(refusal.Sentence);
        }
    }
}
