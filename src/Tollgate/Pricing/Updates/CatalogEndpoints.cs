using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Pricing.Catalog;

namespace Tollgate.Pricing.Updates;

/// <summary>The catalogue as a whole over the admin API: its version, its changes, its update.</summary>
internal sealed class CatalogEndpoints(PriceCatalog catalog, CatalogUpdater updater, TimeProvider time)
{
    private const int LargestFile = 32 << 20;
    private const string Signature = "x-tollgate-signature";

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/catalog", ApiRight.Self, "Shows which price catalogue is in force.", ShowAsync) { Reply = UpdateJson.Default.CatalogReply },
        new("GET", "/api/catalog/changes", ApiRight.Self, "Lists how catalogue prices differ between two times.", ChangesAsync)
        {
            Reply = UpdateJson.Default.PagePriceChange,
            Query = [("from", "The prices before: as they held at this time."), ("to", "The prices after; now when left out.")],
        },
        new("POST", "/api/catalog", ApiRight.Operator, "Installs a catalogue: the body is the file, the header x-tollgate-signature its detached signature in Base64.", InstallAsync)
        {
            Reply = UpdateJson.Default.UpdateReply,
            Query = [("trial", "true only says what would change.")],
        },
        new("DELETE", "/api/catalog", ApiRight.Operator, "Goes back to the catalogue that the program brought along.", RestoreAsync),
    ];

    private Task ShowAsync(HttpContext http, ApiCaller caller)
    {
        var list = catalog.Current.List;
        var reply = new CatalogReply(updater.Version.ToString(), PriceList.BuiltInVersion.ToString(), list.Providers.Count, list.Providers.Sum(provider => provider.Models.Count));
        return ApiReply.WriteAsync(http, reply, UpdateJson.Default.CatalogReply);
    }

    private async Task ChangesAsync(HttpContext http, ApiCaller caller)
    {
        var now = time.GetUtcNow();
        var from = http.Request.Query["from"].Count == 0 ? ApiReply.Invalid("from", "'from' says since when.") : ApiBody.Time(http, "from", now);
        var to = ApiBody.Time(http, "to", now);
        var list = catalog.Current.List;
        await ((from.Refusal ?? to.Refusal) is { } refusal
            ? ApiReply.RefuseAsync(http, refusal)
            : ApiReply.WriteAsync(http, new Page<PriceChange>(PriceChanges.Between(list, from.Value, list, to.Value)), UpdateJson.Default.PagePriceChange));
    }

    private async Task InstallAsync(HttpContext http, ApiCaller caller)
    {
        var signature = new byte[256];
        if (!Convert.TryFromBase64String(http.Request.Headers[Signature].ToString(), signature, out var length))
        {
            await ApiReply.RefuseAsync(http, ApiReply.Invalid(Signature, $"The header '{Signature}' takes the file's detached signature in Base64."));
            return;
        }

        var file = await ApiBody.BytesAsync(http, LargestFile, "A catalogue is at most 32 MiB.");
        if (file.IsRefused)
        {
            await ApiReply.RefuseAsync(http, file.Refusal);
            return;
        }

        var installed = await updater.InstallAsync(file.Value.ToArray(), signature[..length], http.Request.Query["trial"] == "true", caller, http.RequestAborted);
        await (installed.IsRefused
            ? ApiReply.RefuseAsync(http, installed.Refusal)
            : ApiReply.WriteAsync(http, installed.Value, UpdateJson.Default.UpdateReply));
    }

    private async Task RestoreAsync(HttpContext http, ApiCaller caller)
    {
        _ = await updater.RestoreAsync(caller, http.RequestAborted);
        await ApiReply.NoContent(http);
    }
}
