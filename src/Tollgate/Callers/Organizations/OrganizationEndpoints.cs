using Microsoft.AspNetCore.Http;
using Tollgate.Api;

namespace Tollgate.Callers.Organizations;

/// <summary>Organizations over the admin API; for the operator.</summary>
internal sealed class OrganizationEndpoints(OrganizationStore organizations)
{
    private const string What = "organization";

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/organizations", ApiRight.Operator, "Lists organizations, newest first.", ListAsync) { Reply = CallersJson.Default.PageOrganizationReply, Query = PageQuery.Parameters },
        new("POST", "/api/organizations", ApiRight.Operator, "Makes an organization with a team 'default'.", CreateAsync) { Request = CallersJson.Default.NameRequest, Reply = CallersJson.Default.OrganizationReply },
        new("GET", "/api/organizations/{id}", ApiRight.Operator, "Shows an organization.", GetAsync) { Reply = CallersJson.Default.OrganizationReply },
        new("PATCH", "/api/organizations/{id}", ApiRight.Operator, "Renames an organization, or switches it off or on.", ChangeAsync) { Request = CallersJson.Default.OrganizationPatch, Reply = CallersJson.Default.OrganizationReply },
        new("DELETE", "/api/organizations/{id}", ApiRight.Operator, "Deletes an organization and revokes its keys.", DeleteAsync),
    ];

    private async Task ListAsync(HttpContext http, ApiCaller caller)
    {
        var page = PageQuery.Read(http);
        if (page.IsRefused)
        {
            await ApiReply.RefuseAsync(http, page.Refusal);
            return;
        }

        var rows = await organizations.ListAsync(page.Value, http.RequestAborted);
        var reply = new Page<OrganizationReply>([.. rows.Select(OrganizationReply.Of)], page.Value.Next(rows.Count, () => rows[^1].Id));
        await ApiReply.WriteAsync(http, reply, CallersJson.Default.PageOrganizationReply);
    }

    private async Task CreateAsync(HttpContext http, ApiCaller caller)
    {
        var body = await ApiBody.ReadAsync(http, CallersJson.Default.NameRequest);
        if (body.IsRefused)
        {
            await ApiReply.RefuseAsync(http, body.Refusal);
            return;
        }

        var created = await organizations.CreateAsync(caller, body.Value.Name, http.RequestAborted);
        await (created.IsRefused
            ? ApiReply.RefuseAsync(http, created.Refusal)
            : ApiReply.WriteAsync(http, OrganizationReply.Of(created.Value), CallersJson.Default.OrganizationReply, StatusCodes.Status201Created));
    }

    private async Task GetAsync(HttpContext http, ApiCaller caller)
    {
        var found = ApiBody.RouteId(http) is { } id ? await organizations.FindAsync(id.ToString(), http.RequestAborted) : null;
        await (found is null ? ApiReply.NotFoundAsync(http, What) : ApiReply.WriteAsync(http, OrganizationReply.Of(found), CallersJson.Default.OrganizationReply));
    }

    private async Task ChangeAsync(HttpContext http, ApiCaller caller)
    {
        if (ApiBody.RouteId(http) is not { } id)
        {
            await ApiReply.NotFoundAsync(http, What);
            return;
        }

        var body = await ApiBody.ReadAsync(http, CallersJson.Default.OrganizationPatch);
        if (body.IsRefused)
        {
            await ApiReply.RefuseAsync(http, body.Refusal);
            return;
        }

        var changed = await organizations.ChangeAsync(caller, id, body.Value, http.RequestAborted);
        await (changed.IsRefused
            ? ApiReply.RefuseAsync(http, changed.Refusal)
            : ApiReply.WriteAsync(http, OrganizationReply.Of(changed.Value), CallersJson.Default.OrganizationReply));
    }

    private async Task DeleteAsync(HttpContext http, ApiCaller caller)
    {
        if (ApiBody.RouteId(http) is not { } id)
        {
            await ApiReply.NotFoundAsync(http, What);
            return;
        }

        var refusal = await organizations.DeleteAsync(caller, id, http.RequestAborted);
        await (refusal is null ? ApiReply.NoContent(http) : ApiReply.RefuseAsync(http, refusal));
    }
}
