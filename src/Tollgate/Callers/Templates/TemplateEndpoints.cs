using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Callers.Organizations;
using Tollgate.Core;

namespace Tollgate.Callers.Templates;

/// <summary>Key templates over the admin API.</summary>
internal sealed class TemplateEndpoints(TemplateStore templates, TemplateMaker maker, TeamStore teams)
{
    private const string What = "template";

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/key-templates", ApiRight.Viewer, "Lists the templates that members of teams make keys within, newest first.", ListAsync)
        {
            Reply = CallersJson.Default.PageTemplateReply,
            Query = [("team", "Only those of this team, by name or id."), .. PageQuery.Parameters],
        },
        new("POST", "/api/key-templates", ApiRight.Admin, "Makes a template: models, life and number of keys, with the budgets and limits that they all count in.", CreateAsync)
        {
            Request = CallersJson.Default.TemplateBody, Reply = CallersJson.Default.TemplateReply,
        },
        new("GET", "/api/key-templates/{id}", ApiRight.Viewer, "Shows a template.", GetAsync) { Reply = CallersJson.Default.TemplateReply },
        new("PATCH", "/api/key-templates/{id}", ApiRight.Admin, "Changes a template; its keys have no more than it from the next request on.", ChangeAsync)
        {
            Request = CallersJson.Default.TemplateBody, Reply = CallersJson.Default.TemplateReply,
        },
        new("DELETE", "/api/key-templates/{id}", ApiRight.Admin, "Deletes a template that has no live keys.", DeleteAsync)
        {
            Query = [("revoke", "true revokes the keys that were made within it.")],
        },
    ];

    private async Task ListAsync(HttpContext http, ApiCaller caller)
    {
        var named = http.Request.Query["team"].ToString();
        var team = named.Length > 0 ? await teams.FindAsync(caller.OrganizationId, named, http.RequestAborted) : null;
        var page = PageQuery.Read(http);
        if (page.IsRefused || (named.Length > 0 && team is null))
        {
            await ApiReply.RefuseAsync(http, page.Refusal ?? new Refusal(RefusalCode.NotFound, "There is no such team."));
            return;
        }

        var rows = await templates.ListAsync(caller.OrganizationId, team?.Id, null, page.Value, http.RequestAborted);
        var reply = new Page<TemplateReply>([.. rows.Select(TemplateReply.Of)], page.Value.Next(rows.Count, () => rows[^1].Id));
        await ApiReply.WriteAsync(http, reply, CallersJson.Default.PageTemplateReply);
    }

    private async Task CreateAsync(HttpContext http, ApiCaller caller)
    {
        var body = await ApiBody.ReadAsync(http, CallersJson.Default.TemplateBody);
        await ReplyAsync(http, body.IsRefused ? body.Refusal : await maker.MakeAsync(caller, body.Value, http.RequestAborted), StatusCodes.Status201Created);
    }

    private async Task GetAsync(HttpContext http, ApiCaller caller)
    {
        var found = ApiBody.RouteId(http) is { } id ? await templates.FindAsync(caller.OrganizationId, id.ToString(), http.RequestAborted) : null;
        await (found is null ? ApiReply.NotFoundAsync(http, What) : ReplyAsync(http, found, StatusCodes.Status200OK));
    }

    private async Task ChangeAsync(HttpContext http, ApiCaller caller)
    {
        if (ApiBody.RouteId(http) is not { } id)
        {
            await ApiReply.NotFoundAsync(http, What);
            return;
        }

        var body = await ApiBody.ReadAsync(http, CallersJson.Default.TemplateBody);
        await ReplyAsync(http, body.IsRefused ? body.Refusal : await maker.ChangeAsync(caller, id, body.Value, http.RequestAborted), StatusCodes.Status200OK);
    }

    private async Task DeleteAsync(HttpContext http, ApiCaller caller)
    {
        if (ApiBody.RouteId(http) is not { } id)
        {
            await ApiReply.NotFoundAsync(http, What);
            return;
        }

        var refusal = await templates.DeleteAsync(caller, id, http.Request.Query["revoke"] == "true", http.RequestAborted);
        await (refusal is null ? ApiReply.NoContent(http) : ApiReply.RefuseAsync(http, refusal));
    }

    private static Task ReplyAsync(HttpContext http, Outcome<KeyTemplate> made, int status) => made.IsRefused
        ? ApiReply.RefuseAsync(http, made.Refusal)
        : ApiReply.WriteAsync(http, TemplateReply.Of(made.Value), CallersJson.Default.TemplateReply, status);
}
