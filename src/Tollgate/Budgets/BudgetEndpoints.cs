using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Callers;
using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>The budgets of the admin API.</summary>
internal sealed class BudgetEndpoints(BudgetStore store, BudgetStandings standings, BudgetClerk clerk, BudgetAudit audit, CallerTargets targets, DowngradeCheck downgrades, BudgetOptions options)
{
    private const int DefaultDays = 30;
    private const int MostDays = 365;

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/budgets", ApiRight.Viewer, "Lists the budgets and how they stand.", ListAsync)
        {
            Reply = BudgetJson.Default.PageBudgetReply,
            Query = [("all", "true also lists those of revoked and expired keys."), .. IdPage.Parameters],
        },
        new("POST", "/api/budgets", ApiRight.Admin, "Makes a budget.", CreateAsync)
        {
            Request = BudgetJson.Default.BudgetBody, Reply = BudgetJson.Default.BudgetReply,
        },
        new("GET", "/api/budgets/status/summary", ApiRight.Viewer, "Counts the budgets by how they stand.", SummaryAsync)
        {
            Reply = BudgetJson.Default.BudgetSummary,
        },
        new("GET", "/api/budgets/{id}", ApiRight.Viewer, "Shows a budget: limit, settled, reserved, suspended, uncertain, remaining.", GetAsync)
        {
            Reply = BudgetJson.Default.BudgetReply,
        },
        new("GET", "/api/budgets/{id}/status", ApiRight.Viewer, "Shows how the windows of a budget stand: one, or one per subject of a split rule.", WindowsAsync)
        {
            Reply = BudgetJson.Default.PageBudgetReply,
        },
        new("GET", "/api/budgets/{id}/history", ApiRight.Viewer, "Shows what a budget's calls cost, day by day.", HistoryAsync)
        {
            Reply = BudgetJson.Default.PageBudgetDay, Query = [("days", "How many days back (1 to 365), today included.")],
        },
        new("PATCH", "/api/budgets/{id}", ApiRight.Admin, "Changes a budget; a lower limit leaves what is out as debt.", ChangeAsync)
        {
            Request = BudgetJson.Default.BudgetBody, Reply = BudgetJson.Default.BudgetReply,
        },
        new("DELETE", "/api/budgets/{id}", ApiRight.Admin, "Deletes a budget.", DeleteAsync),
        new("POST", "/api/budgets/{id}/reset", ApiRight.Admin, "Closes the open window early and opens the next.", ResetAsync)
        {
            Request = BudgetJson.Default.ReasonBody, Reply = BudgetJson.Default.BudgetReply,
        },
        new("POST", "/api/budgets/{id}/raise", ApiRight.Admin, "Raises a budget for a time.", RaiseAsync)
        {
            Request = BudgetJson.Default.RaiseBody, Reply = BudgetJson.Default.BudgetReply,
        },
        new("POST", "/api/budgets/{id}/release-uncertain", ApiRight.Admin, "Takes money that nobody could prove for unspent.", ReleaseAsync)
        {
            Request = BudgetJson.Default.ReasonBody, Reply = BudgetJson.Default.ReleaseReply,
        },
    ];

    private async Task ListAsync(HttpContext http, ApiCaller caller)
    {
        var page = IdPage.Read(http);
        if (page.IsRefused)
        {
            await ApiReply.RefuseAsync(http, page.Refusal);
            return;
        }

        var found = await store.ListAsync(caller.OrganizationId, page.Value.After, page.Value.Rows, http.RequestAborted);
        var keys = http.Request.Query["all"] == "true" ? [] : found.Where(budget => budget.Scope is BudgetScope.Key or BudgetScope.Template).Select(budget => budget.Target);
        var ended = await targets.EndedKeysAsync(keys, http.RequestAborted);
        var items = new List<BudgetReply>();
        foreach (var budget in found.Take(page.Value.Limit).Where(budget => !ended.Contains(budget.Target)))
        {
            items.Add(await standings.OfAsync(budget, http.RequestAborted));
        }

        var next = page.Value.Next(found, budget => budget.Id);
        await ApiReply.WriteAsync(http, new Page<BudgetReply>(items, next), BudgetJson.Default.PageBudgetReply);
    }

    private async Task CreateAsync(HttpContext http, ApiCaller caller)
    {
        var body = await ApiBody.ReadAsync(http, BudgetJson.Default.BudgetBody);
        if (body.IsRefused || (body.Value.Scope == BudgetScope.Global && !caller.IsOperator))
        {
            await ApiReply.RefuseAsync(http, body.Refusal ?? new Refusal(RefusalCode.Forbidden, "Only the operator's admin key makes a global budget."));
            return;
        }

        if (await CheckAsync(caller, body.Value, http.RequestAborted) is { } wrong)
        {
            await ApiReply.RefuseAsync(http, wrong);
            return;
        }

        var made = await store.CreateAsync(body.Value.ToNew(caller.OrganizationId), http.RequestAborted);
        if (made.IsRefused)
        {
            await ApiReply.RefuseAsync(http, made.Refusal);
            return;
        }

        await audit.WriteAsync(caller, "budget.create", made.Value, made.Value.Limit.ToString(), http.RequestAborted);
        await ReplyAsync(http, made.Value, StatusCodes.Status201Created);
    }

    /// <summary>What only others know: whose key or team the target is, and whether there is such a model.</summary>
    private async Task<Refusal?> CheckAsync(ApiCaller caller, BudgetBody body, CancellationToken ct)
    {
        var target = await CheckAsync(caller, body.Scope, body.Target, ct);
        foreach (var part in body.Also ?? [])
        {
            target ??= await CheckAsync(caller, part?.Scope, part?.Target, ct);
        }

        return target ?? (body.OnExceed?.DowngradeTo is { } model ? downgrades(model) : null);
    }

    private async Task<Refusal?> CheckAsync(ApiCaller caller, BudgetScope? scope, string? target, CancellationToken ct) => scope switch
    {
        BudgetScope.Key => await targets.CheckKeyAsync(caller.OrganizationId, target, ct),
        BudgetScope.Team => await targets.CheckTeamAsync(caller.OrganizationId, target, ct),
        BudgetScope.Template => await targets.CheckTemplateAsync(caller.OrganizationId, target, ct),
        _ => null,
    };

    private Task GetAsync(HttpContext http, ApiCaller caller) => WithAsync(http, caller, budget => ReplyAsync(http, budget, StatusCodes.Status200OK));

    private async Task SummaryAsync(HttpContext http, ApiCaller caller) =>
        await ApiReply.WriteAsync(http, await standings.SummaryAsync(caller.OrganizationId, http.RequestAborted), BudgetJson.Default.BudgetSummary);

    private Task WindowsAsync(HttpContext http, ApiCaller caller) => WithAsync(http, caller, async budget =>
    {
        var windows = await standings.WindowsAsync(budget, http.RequestAborted);
        await ApiReply.WriteAsync(http, new Page<BudgetReply>(windows), BudgetJson.Default.PageBudgetReply);
    });

    private Task HistoryAsync(HttpContext http, ApiCaller caller) => WithAsync(http, caller, async budget =>
    {
        var days = ApiBody.Number(http, "days", DefaultDays, 1, MostDays);
        if (days.IsRefused)
        {
            await ApiReply.RefuseAsync(http, days.Refusal);
            return;
        }

        var history = await standings.HistoryAsync(budget, days.Value, http.RequestAborted);
        await ApiReply.WriteAsync(http, new Page<BudgetDay>(history), BudgetJson.Default.PageBudgetDay);
    });

    private Task ChangeAsync(HttpContext http, ApiCaller caller) => WithOwnAsync(http, caller, BudgetJson.Default.BudgetBody, async (budget, body) =>
    {
        if (body.Fixed(budget) is { } field)
        {
            await ApiReply.RefuseAsync(http, ApiReply.Invalid(field, "Scope, target, window, zone and what a budget counts stay as they are: make a new one."));
            return;
        }

        if (body.OnExceed?.DowngradeTo is { } model && downgrades(model) is { } unknown)
        {
            await ApiReply.RefuseAsync(http, unknown);
            return;
        }

        var changed = await clerk.UpdateAsync(body.Change(budget), http.RequestAborted);
        if (changed.IsRefused)
        {
            await ApiReply.RefuseAsync(http, changed.Refusal);
            return;
        }

        await audit.WriteAsync(caller, "budget.update", changed.Value, $"{budget.Limit} -> {changed.Value.Limit}", http.RequestAborted);
        await ReplyAsync(http, changed.Value, StatusCodes.Status200OK);
    });

    private Task DeleteAsync(HttpContext http, ApiCaller caller) => WithAsync(http, caller, async budget =>
    {
        if (budget.Origin == BudgetOrigin.File)
        {
            await ApiReply.RefuseAsync(http, options.Refuse(budget.Name));
            return;
        }

        await store.DeleteAsync(caller.OrganizationId, budget.Id, http.RequestAborted);
        await audit.WriteAsync(caller, "budget.delete", budget, "", http.RequestAborted);
        await ApiReply.NoContent(http);
    });

    private Task ResetAsync(HttpContext http, ApiCaller caller) => WithReasonAsync(http, caller, BudgetJson.Default.ReasonBody, static body => body.Reason, async (budget, body) =>
    {
        await audit.WriteAsync(caller, "budget.reset", budget, body.Reason, http.RequestAborted);
        await clerk.ResetAsync(budget, body.Subject, http.RequestAborted);
        await ReplyAsync(http, budget, StatusCodes.Status200OK);
    });

    private Task RaiseAsync(HttpContext http, ApiCaller caller) => WithReasonAsync(http, caller, BudgetJson.Default.RaiseBody, static body => body.Reason, async (budget, body) =>
    {
        var raised = await clerk.RaiseAsync(budget, body.By, body.Until, body.Reason, caller.Name, http.RequestAborted);
        if (raised.IsRefused)
        {
            await ApiReply.RefuseAsync(http, raised.Refusal);
            return;
        }

        var until = raised.Value.Until.ToString("u", CultureInfo.InvariantCulture);
        await audit.WriteAsync(caller, "budget.raise", budget, $"by {body.By} until {until}: {body.Reason}", http.RequestAborted);
        await ReplyAsync(http, budget, StatusCodes.Status200OK);
    });

    private Task ReleaseAsync(HttpContext http, ApiCaller caller) => WithReasonAsync(http, caller, BudgetJson.Default.ReasonBody, static body => body.Reason, async (budget, body) =>
    {
        await audit.WriteAsync(caller, "budget.release_uncertain", budget, body.Reason, http.RequestAborted);
        var released = await clerk.ReleaseUncertainAsync(budget, http.RequestAborted);
        await ApiReply.WriteAsync(http, new ReleaseReply(released), BudgetJson.Default.ReleaseReply);
    });

    private Task WithReasonAsync<T>(
        HttpContext http, ApiCaller caller, JsonTypeInfo<T> type, Func<T, string> reason, Func<Budget, T, Task> then)
        where T : class => WithAsync(http, caller, async budget =>
    {
        var body = await ApiBody.ReadAsync(http, type);
        if (body.IsRefused || string.IsNullOrWhiteSpace(reason(body.Value)))
        {
            await ApiReply.RefuseAsync(http, body.Refusal ?? ApiReply.Invalid("reason", "'reason' says why; it goes into the audit log."));
            return;
        }

        await then(budget, body.Value);
    });

    private Task WithOwnAsync<T>(HttpContext http, ApiCaller caller, JsonTypeInfo<T> type, Func<Budget, T, Task> then)
        where T : class => WithAsync(http, caller, async budget =>
    {
        var body = await ApiBody.ReadAsync(http, type);
        if (body.IsRefused || budget.Origin == BudgetOrigin.File)
        {
            await ApiReply.RefuseAsync(http, body.Refusal ?? options.Refuse(budget.Name));
            return;
        }

        await then(budget, body.Value);
    });

    private async Task WithAsync(HttpContext http, ApiCaller caller, Func<Budget, Task> then)
    {
        var found = ApiBody.RouteId(http) is { } id ? await store.GetAsync(caller.OrganizationId, id, http.RequestAborted) : null;
        if (found is null)
        {
            await ApiReply.NotFoundAsync(http, "budget");
            return;
        }

        await then(found);
    }

    private async Task ReplyAsync(HttpContext http, Budget budget, int status) =>
        await ApiReply.WriteAsync(http, await standings.OfAsync(budget, http.RequestAborted), BudgetJson.Default.BudgetReply, status);
}
