using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Callers;
using Tollgate.Core;

namespace Tollgate.Limits;

/// <summary>The limits of the admin API.</summary>
internal sealed class LimitEndpoints(LimitStore store, LimitKeeper keeper, LimitAudit audit, CallerTargets targets, LimitOptions options)
{
    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/limits", ApiRight.Viewer, "Lists the rate limits and what they count.", ListAsync)
        {
            Reply = LimitJson.Default.PageLimitReply,
            Query = [("all", "true also lists those of revoked and expired keys."), .. IdPage.Parameters],
        },
        new("POST", "/api/limits", ApiRight.Admin, "Makes a rate limit.", CreateAsync)
        {
            Request = LimitJson.Default.LimitBody, Reply = LimitJson.Default.LimitReply,
        },
        new("GET", "/api/limits/{id}", ApiRight.Viewer, "Shows a rate limit.", GetAsync) { Reply = LimitJson.Default.LimitReply },
        new("PATCH", "/api/limits/{id}", ApiRight.Admin, "Changes a rate limit; what is counted stays counted.", ChangeAsync)
        {
            Request = LimitJson.Default.LimitBody, Reply = LimitJson.Default.LimitReply,
        },
        new("DELETE", "/api/limits/{id}", ApiRight.Admin, "Deletes a rate limit.", DeleteAsync),
    ];

    /// <summary>The limits of one caller and what they count.</summary>
    public IReadOnlyList<LimitReply> Of(in LimitSubject caller)
    {
        var replies = new List<LimitReply>();
        foreach (var (limit, used) in keeper.Standing(caller))
        {
            replies.Add(LimitReply.Of(limit, used));
        }

        return replies;
    }

    private async Task ListAsync(HttpContext http, ApiCaller caller)
    {
        var page = IdPage.Read(http);
        if (page.IsRefused)
        {
            await ApiReply.RefuseAsync(http, page.Refusal);
            return;
        }

        var found = await store.ListAsync(caller.OrganizationId, page.Value.After, page.Value.Rows, http.RequestAborted);
        var keys = http.Request.Query["all"] == "true" ? [] : found.Where(limit => limit.Scope is LimitScope.Key or LimitScope.Template).Select(limit => limit.Target);
        var ended = await targets.EndedKeysAsync(keys, http.RequestAborted);
        var items = found.Take(page.Value.Limit).Where(limit => !ended.Contains(limit.Target)).Select(Reply).ToList();
        var next = page.Value.Next(found, limit => limit.Id);
        await ApiReply.WriteAsync(http, new Page<LimitReply>(items, next), LimitJson.Default.PageLimitReply);
    }

    private async Task CreateAsync(HttpContext http, ApiCaller caller)
    {
        var body = await ApiBody.ReadAsync(http, LimitJson.Default.LimitBody);
        if (body.IsRefused || (body.Value.Scope == LimitScope.Global && !caller.IsOperator))
        {
            await ApiReply.RefuseAsync(http, body.Refusal ?? new Refusal(RefusalCode.Forbidden, "Only the operator's admin key makes a global limit."));
            return;
        }

        var foreign = body.Value.Scope switch
        {
            LimitScope.Key => await targets.CheckKeyAsync(caller.OrganizationId, body.Value.Target, http.RequestAborted),
            LimitScope.Team => await targets.CheckTeamAsync(caller.OrganizationId, body.Value.Target, http.RequestAborted),
            LimitScope.Template => await targets.CheckTemplateAsync(caller.OrganizationId, body.Value.Target, http.RequestAborted),
            _ => null,
        };
        if (foreign is not null)
        {
            await ApiReply.RefuseAsync(http, foreign);
            return;
        }

        var made = await store.CreateAsync(body.Value.ToNew(caller.OrganizationId), http.RequestAborted);
        await FinishAsync(http, caller, made, "limit.create", StatusCodes.Status201Created);
    }

    private Task GetAsync(HttpContext http, ApiCaller caller) =>
        WithAsync(http, caller, limit => ApiReply.WriteAsync(http, Reply(limit), LimitJson.Default.LimitReply));

    private Task ChangeAsync(HttpContext http, ApiCaller caller) => WithAsync(http, caller, async limit =>
    {
        var body = await ApiBody.ReadAsync(http, LimitJson.Default.LimitBody);
        if (body.IsRefused || Fixed(limit, body.Value) is not null)
        {
            await ApiReply.RefuseAsync(http, body.Refusal ?? Fixed(limit, body.Value!)!);
            return;
        }

        var changed = await store.UpdateAsync(body.Value.Change(limit), http.RequestAborted);
        await FinishAsync(http, caller, changed, "limit.update", StatusCodes.Status200OK);
    });

    private Task DeleteAsync(HttpContext http, ApiCaller caller) => WithAsync(http, caller, async limit =>
    {
        if (limit.Origin == LimitOrigin.File)
        {
            await ApiReply.RefuseAsync(http, options.Refuse(limit.Name));
            return;
        }

        await store.DeleteAsync(caller.OrganizationId, limit.Id, http.RequestAborted);
        await audit.WriteAsync(caller, "limit.delete", limit, http.RequestAborted);
        await ApiReply.NoContent(http);
    });

    private async Task WithAsync(HttpContext http, ApiCaller caller, Func<RateLimit, Task> then)
    {
        var found = ApiBody.RouteId(http) is { } id ? await store.GetAsync(caller.OrganizationId, id, http.RequestAborted) : null;
        if (found is null)
        {
            await ApiReply.NotFoundAsync(http, "limit");
            return;
        }

        await then(found);
    }

    private async Task FinishAsync(HttpContext http, ApiCaller caller, Outcome<RateLimit> outcome, string action, int status)
    {
        if (outcome.IsRefused)
        {
            await ApiReply.RefuseAsync(http, outcome.Refusal);
            return;
        }

        await audit.WriteAsync(caller, action, outcome.Value, http.RequestAborted);
        await ApiReply.WriteAsync(http, Reply(outcome.Value), LimitJson.Default.LimitReply, status);
    }

    private LimitReply Reply(RateLimit limit)
    {
        var used = 0L;
        foreach (var (_, count) in keeper.Used(limit.Id))
        {
            used = Math.Max(used, count);
        }

        return LimitReply.Of(limit, used);
    }

    private Refusal? Fixed(RateLimit limit, LimitBody body)
    {
        if (limit.Origin == LimitOrigin.File)
        {
            return options.Refuse(limit.Name);
        }

        return body.MovesCounters(limit) ? ApiReply.Invalid("scope", "Scope, target, unit and time of a limit stay as they are: make a new one.") : null;
    }
}
