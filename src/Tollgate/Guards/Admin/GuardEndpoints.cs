using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Guards.Policies;

namespace Tollgate.Guards.Admin;

/// <summary>The rules of the guards over the admin API.</summary>
internal sealed class GuardEndpoints(GuardStore store, GuardBook book, TimeProvider time)
{
    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/guards", ApiRight.Viewer, "Lists the rules of the guards, those of the settings file too.", ListAsync)
        {
            Reply = GuardJson.Default.PageGuardReply, Query = IdPage.Parameters,
        },
        new("POST", "/api/guards", ApiRight.Admin, "Makes a rule for the guards; it is in force at once.", CreateAsync)
        {
            Request = GuardJson.Default.GuardBody, Reply = GuardJson.Default.GuardReply,
        },
        new("GET", "/api/guards/{id}", ApiRight.Viewer, "Shows a rule of the guards.", GetAsync) { Reply = GuardJson.Default.GuardReply },
        new("PATCH", "/api/guards/{id}", ApiRight.Admin, "Changes a rule of the guards; name, scope and target stay.", ChangeAsync)
        {
            Request = GuardJson.Default.GuardBody, Reply = GuardJson.Default.GuardReply,
        },
        new("DELETE", "/api/guards/{id}", ApiRight.Admin, "Deletes a rule of the guards.", DeleteAsync),
    ];

    private async Task ListAsync(HttpContext http, ApiCaller caller)
    {
        var page = IdPage.Read(http);
        if (page.IsRefused)
        {
            await ApiReply.RefuseAsync(http, page.Refusal);
            return;
        }

        var found = Visible(caller).Where(rule => rule.Id.CompareTo(page.Value.After) > 0).OrderBy(rule => rule.Id).Take(page.Value.Rows).ToList();
        var next = page.Value.Next(found, rule => rule.Id);
        await ApiReply.WriteAsync(http, new Page<GuardReply>([.. found.Take(page.Value.Limit).Select(GuardReply.Of)], next), GuardJson.Default.PageGuardReply);
    }

    private async Task CreateAsync(HttpContext http, ApiCaller caller)
    {
        var body = await ApiBody.ReadAsync(http, GuardJson.Default.GuardBody);
        if (body.IsRefused)
        {
            await ApiReply.RefuseAsync(http, body.Refusal);
            return;
        }

        var blank = new GuardRule
        {
            Id = Ids.New(time),
            OrganizationId = caller.OrganizationId,
            Name = body.Value.Name ?? "",
            Scope = body.Value.Scope ?? GuardScope.Organization,
            Target = body.Value.Target ?? "",
            CreatedAt = time.GetUtcNow(),
        };
        await SaveAsync(http, caller, body.Value, blank, "guard_rule.create", StatusCodes.Status201Created);
    }

    private Task GetAsync(HttpContext http, ApiCaller caller) =>
        WithAsync(http, caller, rule => ApiReply.WriteAsync(http, GuardReply.Of(rule), GuardJson.Default.GuardReply));

    private Task ChangeAsync(HttpContext http, ApiCaller caller) => WithOwnAsync(http, caller, async rule =>
    {
        var body = await ApiBody.ReadAsync(http, GuardJson.Default.GuardBody);
        if (body.IsRefused)
        {
            await ApiReply.RefuseAsync(http, body.Refusal);
            return;
        }

        var wish = body.Value;
        if ((wish.Name ?? rule.Name, wish.Scope ?? rule.Scope, wish.Target ?? rule.Target) != (rule.Name, rule.Scope, rule.Target))
        {
            await ApiReply.RefuseAsync(http, ApiReply.Invalid("scope", "Name, scope and target of a rule stay as they are: make a new one."));
            return;
        }

        await SaveAsync(http, caller, wish, rule, "guard_rule.update", StatusCodes.Status200OK);
    });

    private Task DeleteAsync(HttpContext http, ApiCaller caller) => WithOwnAsync(http, caller, async rule =>
    {
        await store.DeleteAsync(rule, AuditEvent.By(caller, "guard_rule.delete", "guard_rule", rule.Id), http.RequestAborted);
        await ApiReply.NoContent(http);
    });

    private async Task SaveAsync(HttpContext http, ApiCaller caller, GuardBody body, GuardRule rule, string action, int status)
    {
        var wanted = body.Apply(rule);
        if (wanted.IsRefused)
        {
            await ApiReply.RefuseAsync(http, wanted.Refusal);
            return;
        }

        var saved = wanted.Value with { UpdatedAt = time.GetUtcNow() };
        var detail = $$"""{"level":"{{GuardWords.Word(saved.Level)}}","action":"{{GuardWords.Word(saved.Action)}}"}""";
        if (!await store.SaveAsync(saved, AuditEvent.By(caller, action, "guard_rule", saved.Id, detail), http.RequestAborted))
        {
            await ApiReply.RefuseAsync(http, new Refusal(RefusalCode.Conflict, $"A rule named '{saved.Name}' exists already.") { Parameter = "name" });
            return;
        }

        await ApiReply.WriteAsync(http, GuardReply.Of(saved), GuardJson.Default.GuardReply, status);
    }

    private Task WithOwnAsync(HttpContext http, ApiCaller caller, Func<GuardRule, Task> then) => WithAsync(http, caller, rule => rule.Origin == GuardOrigin.File
        ? ApiReply.RefuseAsync(http, new Refusal(RefusalCode.Conflict, $"Rule '{rule.Name}' comes from the settings file (guards.rules.{rule.Name}).") { Help = "Change it there." })
        : then(rule));

    private async Task WithAsync(HttpContext http, ApiCaller caller, Func<GuardRule, Task> then)
    {
        var id = ApiBody.RouteId(http);
        if (Visible(caller).FirstOrDefault(rule => rule.Id == id) is { } found)
        {
            await then(found);
            return;
        }

        await ApiReply.NotFoundAsync(http, "rule of the guards");
    }

    private IEnumerable<GuardRule> Visible(ApiCaller caller) => book.Rules.Where(rule => rule.OrganizationId == Guid.Empty || rule.OrganizationId == caller.OrganizationId);
}
