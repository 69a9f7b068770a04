using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Callers.Keys;

namespace Tollgate.Callers.Templates;

/// <summary>What a member does without an administrator: keys within the templates of the team.</summary>
internal sealed class MintEndpoints(KeyMint mint, TimeProvider time)
{
    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/me/templates", ApiRight.Self, "Lists the templates that the key's holder may make keys within, and how many there are.", TemplatesAsync)
        {
            Reply = CallersJson.Default.PageTemplateReply, Query = PageQuery.Parameters,
        },
        new("GET", "/api/me/keys", ApiRight.Self, "Lists the live keys that the key's holder made within templates.", ListAsync)
        {
            Reply = CallersJson.Default.PageKeyReply, Query = PageQuery.Parameters,
        },
        new("POST", "/api/me/keys", ApiRight.Self, "Makes a key within a template of the team, for the holder of the key that asks.", MakeAsync)
        {
            Request = CallersJson.Default.MintRequest, Reply = CallersJson.Default.KeyReply,
        },
        new("DELETE", "/api/me/keys/{id}", ApiRight.Self, "Revokes a key that the holder made within a template.", RevokeAsync),
    ];

    private async Task TemplatesAsync(HttpContext http, ApiCaller caller)
    {
        var page = PageQuery.Read(http);
        if (page.IsRefused)
        {
            await ApiReply.RefuseAsync(http, page.Refusal);
            return;
        }

        var rows = await mint.TemplatesAsync(caller, page.Value, http.RequestAborted);
        var reply = new Page<TemplateReply>([.. rows.Select(TemplateReply.Of)], page.Value.Next(rows.Count, () => rows[^1].Id));
        await ApiReply.WriteAsync(http, reply, CallersJson.Default.PageTemplateReply);
    }

    private async Task ListAsync(HttpContext http, ApiCaller caller)
    {
        var page = PageQuery.Read(http);
        if (page.IsRefused)
        {
            await ApiReply.RefuseAsync(http, page.Refusal);
            return;
        }

        var rows = await mint.ListAsync(caller, page.Value, http.RequestAborted);
        var now = time.GetUtcNow();
        var reply = new Page<KeyReply>([.. rows.Select(key => KeyReply.Of(key, now))], page.Value.Next(rows.Count, () => rows[^1].Id));
        await ApiReply.WriteAsync(http, reply, CallersJson.Default.PageKeyReply);
    }

    private async Task MakeAsync(HttpContext http, ApiCaller caller)
    {
        var body = await ApiBody.ReadAsync(http, CallersJson.Default.MintRequest);
        var made = body.IsRefused ? body.Refusal : await mint.MakeAsync(caller, body.Value, http.RequestAborted);
        await (made.IsRefused
            ? ApiReply.RefuseAsync(http, made.Refusal)
            : ApiReply.WriteAsync(http, KeyReply.Of(made.Value.Key, time.GetUtcNow(), made.Value.Secret), CallersJson.Default.KeyReply, StatusCodes.Status201Created));
    }

    private async Task RevokeAsync(HttpContext http, ApiCaller caller)
    {
        var isRevoked = ApiBody.RouteId(http) is { } id && await mint.RevokeAsync(caller, id, http.RequestAborted);
        await (isRevoked ? ApiReply.NoContent(http) : ApiReply.NotFoundAsync(http, "key"));
    }
}
