using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Callers.Organizations;
using Tollgate.Core;

namespace Tollgate.Callers.Keys;

/// <summary>Keys over the admin API.</summary>
internal sealed class KeyEndpoints(KeyMaker maker, KeyStore keys, KeyReader reader, TeamStore teams, TimeProvider time)
{
    private const string What = "key";

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/keys", ApiRight.Viewer, "Lists the organization's keys, newest first.", ListAsync)
        {
            Reply = CallersJson.Default.PageKeyReply,
            Query =
            [
                ("principal_id", "Only those of this holder."),
                ("team", "Only those of this team, by name or id."),
                ("name", "Only the one of this name."),
                ("all", "true also lists revoked and expired keys."),
                .. PageQuery.Parameters,
            ],
        },
        new("POST", "/api/keys", ApiRight.Admin, "Makes a key, or takes over an existing one by its hash; a name is enough.", CreateAsync) { Request = CallersJson.Default.KeyRequest, Reply = CallersJson.Default.KeyReply },
        new("GET", "/api/keys/{id}", ApiRight.Viewer, "Shows a key, without its secret.", GetAsync) { Reply = CallersJson.Default.KeyReply },
        new("PATCH", "/api/keys/{id}", ApiRight.Admin, "Changes a key.", ChangeAsync) { Request = CallersJson.Default.KeyPatch, Reply = CallersJson.Default.KeyReply },
        new("DELETE", "/api/keys/{id}", ApiRight.Admin, "Revokes a key for good; it is dead with the next request.", RevokeAsync),
        new("POST", "/api/keys/{id}/rotate", ApiRight.Admin, "Gives a key a new secret; the old one works until the overlap ends.", RotateAsync) { Request = CallersJson.Default.RotateRequest, Reply = CallersJson.Default.KeyReply },
    ];

    private async Task ListAsync(HttpContext http, ApiCaller caller)
    {
        var page = PageQuery.Read(http);
        var filter = await FilterAsync(http, caller);
        if (page.IsRefused || filter.IsRefused)
        {
            await ApiReply.RefuseAsync(http, page.Refusal ?? filter.Refusal!);
            return;
        }

        var rows = await reader.ListAsync(caller.OrganizationId, filter.Value, page.Value, http.RequestAborted);
        var now = time.GetUtcNow();
        var reply = new Page<KeyReply>([.. rows.Select(key => KeyReply.Of(key, now))], page.Value.Next(rows.Count, () => rows[^1].Id));
        await ApiReply.WriteAsync(http, reply, CallersJson.Default.PageKeyReply);
    }

    private async Task<Outcome<KeyFilter>> FilterAsync(HttpContext http, ApiCaller caller)
    {
        var query = http.Request.Query;
        var principal = Guid.Empty;
        if (query["principal_id"].ToString() is { Length: > 0 } id && !Guid.TryParse(id, out principal))
        {
            return ApiReply.Invalid("principal_id", "'principal_id' takes an id.");
        }

        var team = query["team"].ToString() is { Length: > 0 } name ? await teams.FindAsync(caller.OrganizationId, name, http.RequestAborted) : null;
        if (team is null && query["team"].Count > 0)
        {
            return new Refusal(RefusalCode.NotFound, "There is no such team.");
        }

        var named = query["name"].ToString();
        return new KeyFilter(principal == Guid.Empty ? null : principal, team?.Id, named.Length == 0 ? null : named, query["all"] == "true");
    }

    private async Task CreateAsync(HttpContext http, ApiCaller caller)
    {
        var body = await ApiBody.ReadAsync(http, CallersJson.Default.KeyRequest);
        if (body.IsRefused)
        {
            await ApiReply.RefuseAsync(http, body.Refusal);
            return;
        }

        await ReplyAsync(http, await maker.MakeAsync(caller, body.Value, http.RequestAborted), StatusCodes.Status201Created);
    }

    private async Task GetAsync(HttpContext http, ApiCaller caller)
    {
        var found = ApiBody.RouteId(http) is { } id ? await reader.FindAsync(caller.OrganizationId, id, http.RequestAborted) : null;
        await (found is null ? ApiReply.NotFoundAsync(http, What) : ApiReply.WriteAsync(http, KeyReply.Of(found, time.GetUtcNow()), CallersJson.Default.KeyReply));
    }

    private async Task ChangeAsync(HttpContext http, ApiCaller caller)
    {
        if (ApiBody.RouteId(http) is not { } id)
        {
            await ApiReply.NotFoundAsync(http, What);
            return;
        }

        var body = await ApiBody.ReadAsync(http, CallersJson.Default.KeyPatch);
        var change = body.IsRefused ? body.Refusal : body.Value.ToChange();
        if (change.IsRefused)
        {
            await ApiReply.RefuseAsync(http, change.Refusal);
            return;
        }

        var changed = await keys.ChangeAsync(caller, id, change.Value, http.RequestAborted);
        await ReplyAsync(http, changed.IsRefused ? changed.Refusal : new CreatedKey(changed.Value, null), StatusCodes.Status200OK);
    }

    private async Task RevokeAsync(HttpContext http, ApiCaller caller)
    {
        var isRevoked = ApiBody.RouteId(http) is { } id && await keys.RevokeAsync(caller, id, http.RequestAborted);
        await (isRevoked ? ApiReply.NoContent(http) : ApiReply.NotFoundAsync(http, What));
    }

    private async Task RotateAsync(HttpContext http, ApiCaller caller)
    {
        if (ApiBody.RouteId(http) is not { } id)
        {
            await ApiReply.NotFoundAsync(http, What);
            return;
        }

        var body = http.Request.ContentLength is 0 ? new RotateRequest() : await ApiBody.ReadAsync(http, CallersJson.Default.RotateRequest);
        var overlap = body.IsRefused ? body.Refusal : Overlap.Read(body.Value.Overlap);
        if (overlap.IsRefused)
        {
            await ApiReply.RefuseAsync(http, overlap.Refusal);
            return;
        }

        await ReplyAsync(http, await keys.RotateAsync(caller, id, overlap.Value, http.RequestAborted), StatusCodes.Status200OK);
    }

    private Task ReplyAsync(HttpContext http, Outcome<CreatedKey> made, int status) => made.IsRefused
        ? ApiReply.RefuseAsync(http, made.Refusal)
        : ApiReply.WriteAsync(http, KeyReply.Of(made.Value.Key, time.GetUtcNow(), made.Value.Secret), CallersJson.Default.KeyReply, status);
}
