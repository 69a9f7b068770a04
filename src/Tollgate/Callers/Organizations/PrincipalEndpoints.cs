using Microsoft.AspNetCore.Http;
using Tollgate.Api;

namespace Tollgate.Callers.Organizations;

/// <summary>Users, or agents, over the admin API: the same routes under two names.</summary>
internal sealed class PrincipalEndpoints(PrincipalStore principals, TeamStore teams, PrincipalKind kind)
{
    private readonly string what = KeyWords.Write(kind);

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", $"/api/{what}s", ApiRight.Viewer, $"Lists the organization's {what}s, newest first.", ListAsync)
        {
            Reply = CallersJson.Default.PagePrincipalReply,
            Query = [("team", "Only those of this team, by name or id."), .. PageQuery.Parameters],
        },
        new("POST", $"/api/{what}s", ApiRight.Admin, $"Makes a {what}.", CreateAsync) { Request = CallersJson.Default.PrincipalRequest, Reply = CallersJson.Default.PrincipalReply },
        new("GET", $"/api/{what}s/{{id}}", ApiRight.Viewer, $"Shows a {what}.", GetAsync) { Reply = CallersJson.Default.PrincipalReply },
        new("PATCH", $"/api/{what}s/{{id}}", ApiRight.Admin, $"Changes a {what}.", ChangeAsync) { Request = CallersJson.Default.PrincipalPatch, Reply = CallersJson.Default.PrincipalReply },
        new("DELETE", $"/api/{what}s/{{id}}", ApiRight.Admin, $"Deletes a {what} and revokes its keys.", DeleteAsync),
    ];

    private async Task ListAsync(HttpContext http, ApiCaller caller)
    {
        var page = PageQuery.Read(http);
        if (page.IsRefused)
        {
            await ApiReply.RefuseAsync(http, page.Refusal);
            return;
        }

        var name = http.Request.Query["team"].ToString();
        var team = name.Length == 0 ? null : await teams.FindAsync(caller.OrganizationId, name, http.RequestAborted);
        if (name.Length > 0 && team is null)
        {
            await ApiReply.NotFoundAsync(http, "team");
            return;
        }

        var rows = await principals.ListAsync(caller.OrganizationId, kind, team?.Id, page.Value, http.RequestAborted);
        var reply = new Page<PrincipalReply>([.. rows.Select(PrincipalReply.Of)], page.Value.Next(rows.Count, () => rows[^1].Id));
        await ApiReply.WriteAsync(http, reply, CallersJson.Default.PagePrincipalReply);
    }

    private async Task CreateAsync(HttpContext http, ApiCaller caller)
    {
        var body = await ApiBody.ReadAsync(http, CallersJson.Default.PrincipalRequest);
        if (body.IsRefused)
        {
            await ApiReply.RefuseAsync(http, body.Refusal);
            return;
        }

        var created = await principals.CreateAsync(caller, kind, body.Value.Name, body.Value.Team, http.RequestAborted);
        await (created.IsRefused
            ? ApiReply.RefuseAsync(http, created.Refusal)
            : ApiReply.WriteAsync(http, PrincipalReply.Of(created.Value), CallersJson.Default.PrincipalReply, StatusCodes.Status201Created));
    }

    private async Task GetAsync(HttpContext http, ApiCaller caller)
    {
        var found = ApiBody.RouteId(http) is { } id ? await principals.FindAsync(caller.OrganizationId, kind, id, http.RequestAborted) : null;
        await (found is null ? ApiReply.NotFoundAsync(http, what) : ApiReply.WriteAsync(http, PrincipalReply.Of(found), CallersJson.Default.PrincipalReply));
    }

    private async Task ChangeAsync(HttpContext http, ApiCaller caller)
    {
        if (ApiBody.RouteId(http) is not { } id)
        {
            await ApiReply.NotFoundAsync(http, what);
            return;
        }

        var body = await ApiBody.ReadAsync(http, CallersJson.Default.PrincipalPatch);
        if (body.IsRefused)
        {
            await ApiReply.RefuseAsync(http, body.Refusal);
            return;
        }

        var changed = await principals.ChangeAsync(caller, kind, id, body.Value, http.RequestAborted);
        await (changed.IsRefused
            ? ApiReply.RefuseAsync(http, changed.Refusal)
            : ApiReply.WriteAsync(http, PrincipalReply.Of(changed.Value), CallersJson.Default.PrincipalReply));
    }

    private async Task DeleteAsync(HttpContext http, ApiCaller caller)
    {
        var isDeleted = ApiBody.RouteId(http) is { } id && await principals.DeleteAsync(caller, kind, id, http.RequestAborted);
        await (isDeleted ? ApiReply.NoContent(http) : ApiReply.NotFoundAsync(http, what));
    }
}
