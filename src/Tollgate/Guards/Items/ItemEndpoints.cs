using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Core;

namespace Tollgate.Guards.Items;

/// <summary>A kind of item over the admin API: list, make, show, delete.</summary>
internal abstract class ItemEndpoints<TBody, TReply>(ItemStore store, ItemShapes<TBody, TReply> shapes, TimeProvider time)
    where TBody : class, IItemBody
    where TReply : class
{
    private const int LongestName = 100;

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", store.Kind.Path, ApiRight.Viewer, $"Lists the {store.Kind.Many} of the guards.", ListAsync) { Reply = shapes.Page, Query = IdPage.Parameters },
        new("POST", store.Kind.Path, ApiRight.Admin, $"Makes {store.Kind.One} for the guards; in force at once.", CreateAsync) { Request = shapes.Body, Reply = shapes.Reply },
        new("GET", $"{store.Kind.Path}/{{id}}", ApiRight.Viewer, $"Shows {store.Kind.One} of the guards.", GetAsync) { Reply = shapes.Reply },
        new("DELETE", $"{store.Kind.Path}/{{id}}", ApiRight.Admin, $"Deletes {store.Kind.One} of the guards.", DeleteAsync),
    ];

    /// <summary>Makes the item that a body asks for.</summary>
    protected abstract Outcome<ItemMade<TReply>> Make(Guid id, TBody body, ApiCaller caller);

    /// <summary>What is shown of an item.</summary>
    protected abstract TReply Show(GuardItem item);

    private async Task ListAsync(HttpContext http, ApiCaller caller)
    {
        var page = IdPage.Read(http);
        if (page.IsRefused)
        {
            await ApiReply.RefuseAsync(http, page.Refusal);
            return;
        }

        var found = await store.ListAsync(caller.OrganizationId, page.Value.After, page.Value.Rows, http.RequestAborted);
        await ApiReply.WriteAsync(http, new Page<TReply>([.. found.Take(page.Value.Limit).Select(Show)], page.Value.Next(found, item => item.Id)), shapes.Page);
    }

    private async Task CreateAsync(HttpContext http, ApiCaller caller)
    {
        var body = await ApiBody.ReadAsync(http, shapes.Body);
        if (body.IsRefused)
        {
            await ApiReply.RefuseAsync(http, body.Refusal);
            return;
        }

        var (id, name) = (Ids.New(time), body.Value.Name ?? "");
        var made = IsName(name) ? Make(id, body.Value, caller) : ApiReply.Invalid("name", "'name' takes at most 100 characters, and at least one that can be seen.");
        if (made.IsRefused)
        {
            await ApiReply.RefuseAsync(http, made.Refusal);
            return;
        }

        var item = new GuardItem(id, caller.OrganizationId, name, made.Value.Body, time.GetUtcNow());
        if (!await store.AddAsync(item, AuditEvent.By(caller, $"{store.Kind.Word}.create", store.Kind.Word, id), http.RequestAborted))
        {
            await ApiReply.RefuseAsync(http, new Refusal(RefusalCode.Conflict, $"One of the {store.Kind.Many} is named '{name}' already.") { Parameter = "name" });
            return;
        }

        await ApiReply.WriteAsync(http, made.Value.Reply, shapes.Reply, StatusCodes.Status201Created);
    }

    private async Task GetAsync(HttpContext http, ApiCaller caller)
    {
        if (ApiBody.RouteId(http) is { } id && await store.FindAsync(caller.OrganizationId, id, http.RequestAborted) is { } found)
        {
            await ApiReply.WriteAsync(http, Show(found), shapes.Reply);
            return;
        }

        await ApiReply.NotFoundAsync(http, store.Kind.Many);
    }

    private async Task DeleteAsync(HttpContext http, ApiCaller caller)
    {
        if (ApiBody.RouteId(http) is { } id
            && await store.DeleteAsync(caller.OrganizationId, id, AuditEvent.By(caller, $"{store.Kind.Word}.delete", store.Kind.Word, id), http.RequestAborted))
        {
            await ApiReply.NoContent(http);
            return;
        }

        await ApiReply.NotFoundAsync(http, store.Kind.Many);
    }

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && !string.IsNullOrWhiteSpace(name) && !name.AsSpan().ContainsAnyInRange('\0', '\u001F');
}
