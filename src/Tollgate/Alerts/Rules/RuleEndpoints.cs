using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Alerts.Rules;

/// <summary>The rules of the admin API.</summary>
internal sealed class RuleEndpoints(RuleStore store, AlertOptions options, TimeProvider time)
{
    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/alerts/rules", ApiRight.Viewer, "Lists the alert rules.", ListAsync)
        {
            Reply = AlertJson.Default.PageRuleReply,
            Query = IdPage.Parameters,
        },
        new("POST", "/api/alerts/rules", ApiRight.Admin, "Makes an alert rule: cost_spike, error_rate or agent_inactive.", CreateAsync)
        {
            Request = AlertJson.Default.RuleBody, Reply = AlertJson.Default.RuleReply,
        },
        new("GET", "/api/alerts/rules/{id}", ApiRight.Viewer, "Shows an alert rule.", GetAsync) { Reply = AlertJson.Default.RuleReply },
        new("PATCH", "/api/alerts/rules/{id}", ApiRight.Admin, "Changes an alert rule; its kind stays.", ChangeAsync)
        {
            Request = AlertJson.Default.RuleBody, Reply = AlertJson.Default.RuleReply,
        },
        new("DELETE", "/api/alerts/rules/{id}", ApiRight.Admin, "Deletes an alert rule.", DeleteAsync),
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
        var items = found.Take(page.Value.Limit).Select(RuleReply.Of).ToList();
        var next = page.Value.Next(found, rule => rule.Id);
        await ApiReply.WriteAsync(http, new Page<RuleReply>(items, next), AlertJson.Default.PageRuleReply);
    }

    private async Task CreateAsync(HttpContext http, ApiCaller caller)
    {
        var body = await ApiBody.ReadAsync(http, AlertJson.Default.RuleBody);
        if (body.IsRefused || body.Value.Kind is null)
        {
            await ApiReply.RefuseAsync(http, body.Refusal ?? ApiReply.Invalid("kind", "'kind' takes cost_spike, error_rate or agent_inactive."));
            return;
        }

        var rule = body.Value.ToRule(Ids.New(time), caller.OrganizationId, options, time.GetUtcNow());
        await FinishAsync(http, await store.CreateAsync(caller, rule, http.RequestAborted), StatusCodes.Status201Created);
    }

    private Task GetAsync(HttpContext http, ApiCaller caller) =>
        WithAsync(http, caller, rule => ApiReply.WriteAsync(http, RuleReply.Of(rule), AlertJson.Default.RuleReply));

    private Task ChangeAsync(HttpContext http, ApiCaller caller) => WithOwnAsync(http, caller, async rule =>
    {
        var body = await ApiBody.ReadAsync(http, AlertJson.Default.RuleBody);
        if (body.IsRefused || (body.Value.Kind ?? rule.Kind) != rule.Kind)
        {
            await ApiReply.RefuseAsync(http, body.Refusal ?? ApiReply.Invalid("kind", "The kind of a rule stays as it is: make a new one."));
            return;
        }

        await FinishAsync(http, await store.UpdateAsync(caller, body.Value.Change(rule), http.RequestAborted), StatusCodes.Status200OK);
    });

    private Task DeleteAsync(HttpContext http, ApiCaller caller) => WithOwnAsync(http, caller, async rule =>
    {
        await store.DeleteAsync(caller, rule, http.RequestAborted);
        await ApiReply.NoContent(http);
    });

    private static Task FinishAsync(HttpContext http, Outcome<AlertRule> outcome, int status) => outcome.IsRefused
        ? ApiReply.RefuseAsync(http, outcome.Refusal)
        : ApiReply.WriteAsync(http, RuleReply.Of(outcome.Value), AlertJson.Default.RuleReply, status);

    private Task WithOwnAsync(HttpContext http, ApiCaller caller, Func<AlertRule, Task> then) =>
        WithAsync(http, caller, rule => rule.Origin == RuleOrigin.File ? ApiReply.RefuseAsync(http, options.Refuse(rule.Name)) : then(rule));

    private async Task WithAsync(HttpContext http, ApiCaller caller, Func<AlertRule, Task> then)
    {
        var found = ApiBody.RouteId(http) is { } id ? await store.GetAsync(caller.OrganizationId, id, http.RequestAborted) : null;
        if (found is null)
        {
            await ApiReply.NotFoundAsync(http, "rule");
            return;
        }

        await then(found);
    }
}
