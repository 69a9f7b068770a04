using Microsoft.AspNetCore.Http;
using Tollgate.Api;

namespace Tollgate.Pricing.Admin;

/// <summary>The catalogue over the admin API: list, show, and the operator's own prices.</summary>
internal sealed class ModelEndpoints(PriceCatalog catalog, PriceSetter setter, TimeProvider time)
{
    private const int DefaultPage = 100;
    private const int LargestPage = 1000;

    // A model's name can hold slashes: encoded as %2F in one segment, or spelled out as PROVIDER/MODEL or PROVIDER/VENDOR/MODEL.
    private static readonly string[] Ids = ["{id}", "{provider}/{id}", "{provider}/{vendor}/{id}"];

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/models", ApiRight.Self, "Lists models with their prices, by provider and name.", ListAsync)
        {
            Reply = PricingJson.Default.PageModelReply,
            Query = [("provider", "Only this provider's."), ("q", "Only names that contain this."), ("mode", "Only chat, embedding, rerank, …"), ("at", "Prices as they held at this time."), ("limit", "Rows, 1 to 1000."), ("cursor", "The `next` of the page before."), ("after", "The same, by its first name.")],
        },
        .. Ids.Select(id => new ApiRoute("GET", $"/api/models/{id}", ApiRight.Self, "Shows a model as a name resolves to it.", ShowAsync)
        {
            Reply = PricingJson.Default.ModelReply,
            Query = [("at", "The price as it held at this time.")],
        }),
        .. Ids.Select(id => new ApiRoute("PUT", $"/api/models/{id}/price", ApiRight.Operator, "Sets the price of a model, from now on.", PutAsync)
        {
            Request = PricingJson.Default.PriceBody,
            Reply = PricingJson.Default.ModelReply,
        }),
        .. Ids.Select(id => new ApiRoute("DELETE", $"/api/models/{id}/price", ApiRight.Operator, "Takes a price that was set back; the catalogue's holds again.", DeleteAsync)),
    ];

    private async Task ListAsync(HttpContext http, ApiCaller caller)
    {
        var limit = ApiBody.Number(http, "limit", DefaultPage, 1, LargestPage);
        var at = ApiBody.Time(http, "at", time.GetUtcNow());
        if ((limit.Refusal ?? at.Refusal) is { } refusal)
        {
            await ApiReply.RefuseAsync(http, refusal);
            return;
        }

        var query = http.Request.Query;
        var rows = new ModelList(catalog.Current).Page(query["provider"].ToString(), query["q"].ToString(), query["mode"].ToString(), (query["cursor"].Count > 0 ? query["cursor"] : query["after"]).ToString(), at.Value, limit.Value, out var next);
        await ApiReply.WriteAsync(http, new Page<ModelReply>(rows, next), PricingJson.Default.PageModelReply);
    }

    private async Task ShowAsync(HttpContext http, ApiCaller caller)
    {
        var at = ApiBody.Time(http, "at", time.GetUtcNow());
        var found = at.IsRefused ? at.Refusal : catalog.Current.Resolve(Id(http), null, at.Value);
        await (found.IsRefused
            ? ApiReply.RefuseAsync(http, found.Refusal)
            : ApiReply.WriteAsync(http, ModelReply.Of(found.Value, catalog.Current.Origin(found.Value)), PricingJson.Default.ModelReply));
    }

    private async Task PutAsync(HttpContext http, ApiCaller caller)
    {
        var body = await ApiBody.ReadAsync(http, PricingJson.Default.PriceBody);
        var set = body.IsRefused ? body.Refusal : await setter.SetAsync(Id(http), body.Value, caller, http.RequestAborted);
        await (set.IsRefused
            ? ApiReply.RefuseAsync(http, set.Refusal)
            : ApiReply.WriteAsync(http, ModelReply.Of(set.Value, PriceOrigin.Database), PricingJson.Default.ModelReply));
    }

    private async Task DeleteAsync(HttpContext http, ApiCaller caller)
    {
        var refusal = await setter.EndAsync(Id(http), caller, http.RequestAborted);
        await (refusal is null ? ApiReply.NoContent(http) : ApiReply.RefuseAsync(http, refusal));
    }

    private static string Id(HttpContext http)
    {
        var values = http.Request.RouteValues;
        return string.Join('/', new[] { values["provider"] as string, values["vendor"] as string, values["id"] as string }.Where(part => part is not null));
    }
}
