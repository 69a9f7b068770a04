using Microsoft.AspNetCore.Http;
using Tollgate.Api;

namespace Tollgate.Callers.Organizations;

/// <summary>Teams over the admin API.</summary>
internal sealed class TeamEndpoints(TeamStore teams)
{
    private const string What = "team";

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/teams", ApiRight.Viewer, "Lists the organization's teams, newest first.", ListAsync) { Reply = CallersJson.Default.PageTeamReply, Query = PageQuery.Parameters },
        new("POST", "/api/teams", ApiRight.Admin, "Makes a team.", CreateAsync) { Request = CallersJson.Default.NameRequest, Reply = CallersJson.Default.TeamReply },
        new("GET", "/api/teams/{id}", ApiRight.Viewer, "Shows a team.", GetAsync) { Reply = CallersJson.Default.TeamReply },
        new("PATCH", "/api/teams/{id}", ApiRight.Admin, "Changes a team: its name, the tags that its calls must bear.", ChangeAsync) { Request = CallersJson.Default.TeamPatch, Reply = CallersJson.Default.TeamReply },
        new("DELETE", "/api/teams/{id}", ApiRight.Admin, "Deletes a team that nobody belongs to.", DeleteAsync),
    ];

    private async Task ListAsync(HttpContext http, ApiCaller caller)
    {
        var page = PageQuery.Read(http);
        if (page.IsRefused)
        {
            await ApiReply.RefuseAsync(http, page.Refusal);
            return;
        }

        var rows = await teams.ListAsync(caller.OrganizationId, page.Value, http.RequestAborted);
        var reply = new Page<TeamReply>([.. rows.Select(TeamReply.Of)], page.Value.Next(rows.Count, () => rows[^1].Id));
        await ApiReply.WriteAsync(http, reply, CallersJson.Default.PageTeamReply);
    }

    private async Task CreateAsync(HttpContext http, ApiCaller caller)
    {
        var body = await ApiBody.ReadAsync(http, CallersJson.Default.NameRequest);
        if (body.IsRefused)
        {
            await ApiReply.RefuseAsync(http, body.Refusal);
            return;
        }

        var created = await teams.CreateAsync(caller, body.Value.Name, http.RequestAborted);
        await (created.IsRefused
            ? ApiReply.RefuseAsync(http, created.Refusal)
            : ApiReply.WriteAsync(http, TeamReply.Of(created.Value), CallersJson.Default.TeamReply, StatusCodes.Status201Created));
    }

    private async Task GetAsync(HttpContext http, ApiCaller caller)
    {
        var found = ApiBody.RouteId(http) is { } id ? await teams.FindAsync(caller.OrganizationId, id.ToString(), http.RequestAborted) : null;
        await (found is null ? ApiReply.NotFoundAsync(http, What) : ApiReply.WriteAsync(http, TeamReply.Of(found), CallersJson.Default.TeamReply));
    }

    private async Task ChangeAsync(HttpContext http, ApiCaller caller)
    {
        if (ApiBody.RouteId(http) is not { } id)
        {
            await ApiReply.NotFoundAsync(http, What);
            return;
        }

        var body = await ApiBody.ReadAsync(http, CallersJson.Default.TeamPatch);
        if (body.IsRefused)
        {
            await ApiReply.RefuseAsync(http, body.Refusal);
            return;
        }

        var changed = await teams.ChangeAsync(caller, id, body.Value, http.RequestAborted);
        await (changed.IsRefused
            ? ApiReply.RefuseAsync(http, changed.Refusal)
            : ApiReply.WriteAsync(http, TeamReply.Of(changed.Value), CallersJson.Default.TeamReply));
    }

    private async Task DeleteAsync(HttpContext http, ApiCaller caller)
    {
        if (ApiBody.RouteId(http) is not { } id)
        {
            await ApiReply.NotFoundAsync(http, What);
            return;
        }

        var refusal = await teams.DeleteAsync(caller, id, http.RequestAborted);
        await (refusal is null ? ApiReply.NoContent(http) : ApiReply.RefuseAsync(http, refusal));
    }
}
