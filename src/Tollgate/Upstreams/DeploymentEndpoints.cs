using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Outbound;
using Tollgate.Upstreams.Catalogue;
using Tollgate.Upstreams.Sending;

namespace Tollgate.Upstreams;

/// <summary>/api/providers/{name}/deployments: further accounts of a provider, among which calls are shared by weight.</summary>
internal sealed class DeploymentEndpoints(UpstreamBook book, ProviderStore store, UpstreamRefresher refresher, DeploymentChooser chooser, ProviderCatalogue catalogue)
{
    private const int MostWeight = 1_000_000;
    private const int MostModels = 1000;

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("POST", "/api/providers/{name}/deployments", ApiRight.Operator, "Adds an account to a provider; calls are shared among its accounts by weight.", AddAsync)
        {
            Request = UpstreamsJson.Default.AddDeploymentRequest,
            Reply = UpstreamsJson.Default.ProviderReply,
        },
        new("PATCH", "/api/providers/{name}/deployments/{deployment}", ApiRight.Operator, "Changes an account's share of calls; 0 rests it.", WeighAsync)
        {
            Request = UpstreamsJson.Default.WeighDeploymentRequest,
            Reply = UpstreamsJson.Default.ProviderReply,
        },
        new("DELETE", "/api/providers/{name}/deployments/{deployment}", ApiRight.Operator, "Removes an account and its key.", RemoveAsync),
    ];

    private async Task AddAsync(HttpContext http, ApiCaller caller)
    {
        var wanted = await ApiBody.ReadAsync(http, UpstreamsJson.Default.AddDeploymentRequest);
        var provider = NameOf(http);
        var entry = wanted.IsRefused ? wanted.Refusal : Read(provider, wanted.Value);
        if (entry.IsRefused)
        {
            await ApiReply.RefuseAsync(http, entry.Refusal);
            return;
        }

        var name = entry.Value.Name;
        if (await IsClosedAsync(http, provider))
        {
            return;
        }

        if (!await store.Deployments.AddAsync(provider, entry.Value, Happened(caller, "deployment.create", provider, name), http.RequestAborted))
        {
            await ApiReply.RefuseAsync(http, new Refusal(RefusalCode.Conflict, $"The provider '{provider}' has an account '{name}' already."));
            return;
        }

        await ShowAsync(http, provider, StatusCodes.Status201Created);
    }

    private async Task WeighAsync(HttpContext http, ApiCaller caller)
    {
        var wanted = await ApiBody.ReadAsync(http, UpstreamsJson.Default.WeighDeploymentRequest);
        if (wanted.IsRefused || RefuseWeight(wanted.Value.Weight) is not null)
        {
            await ApiReply.RefuseAsync(http, wanted.Refusal ?? RefuseWeight(wanted.Value!.Weight)!);
            return;
        }

        var (provider, name) = (NameOf(http), DeploymentOf(http));
        if (await IsClosedAsync(http, provider))
        {
            return;
        }

        var happened = Happened(caller, "deployment.weigh", provider, name) with { Detail = string.Create(CultureInfo.InvariantCulture, $"{{\"weight\":{wanted.Value.Weight}}}") };
        if (!await store.Deployments.WeighAsync(provider, name, wanted.Value.Weight, happened, http.RequestAborted))
        {
            await ApiReply.NotFoundAsync(http, "account");
            return;
        }

        await ShowAsync(http, provider, StatusCodes.Status200OK);
    }

    private async Task RemoveAsync(HttpContext http, ApiCaller caller)
    {
        var (provider, name) = (NameOf(http), DeploymentOf(http));
        if (await IsClosedAsync(http, provider))
        {
            return;
        }

        if (!await store.Deployments.RemoveAsync(provider, name, Happened(caller, "deployment.delete", provider, name), http.RequestAborted))
        {
            await ApiReply.NotFoundAsync(http, "account");
            return;
        }

        await refresher.ReloadAsync(http.RequestAborted);
        await ApiReply.NoContent(http);
    }

    /// <summary>The account, or what is wrong with it. A key goes only to the address it was given with.</summary>
    private Outcome<DeploymentEntry> Read(string provider, AddDeploymentRequest wanted)
    {
        var address = wanted.BaseUrl is { } text && text.Contains("://", StringComparison.Ordinal) ? AddressText.Parse(text) : null;
        var key = wanted.ApiKey is null ? default : AddProvider.ReadKey(wanted.ApiKey);
        if ((RefuseName(wanted.Name) ?? key.Refusal ?? RefuseWeight(wanted.Weight) ?? RefuseModels(wanted.Models) ?? RefuseAddress(provider, wanted, address)) is { } refusal)
        {
            return refusal;
        }

        return new DeploymentEntry
        {
            Name = wanted.Name,
            BaseAddress = address,
            Key = wanted.ApiKey is null ? null : key.Value,
            Weight = wanted.Weight,
            Models = wanted.Models ?? [],
        };
    }

    private static Refusal? RefuseName(string name) => ProviderNames.RefuseLetters(name) is { } reason ? ApiReply.Invalid("name", reason) : null;

    private static Refusal? RefuseWeight(int weight) => weight is >= 0 and <= MostWeight ? null : ApiReply.Invalid("weight", $"'weight' takes a whole number from 0 to {MostWeight}.");

    private static Refusal? RefuseModels(Dictionary<string, string>? models)
    {
        if (models is null)
        {
            return null;
        }

        return models.Count > MostModels || models.Any(pair => pair.Key.Length is 0 or > 256 || pair.Value.Length is 0 or > 256 || !HeaderValue.IsSafe(pair.Value))
            ? ApiReply.Invalid("models", $"'models' takes at most {MostModels} names of models, each with the account's name for it.")
            : null;
    }

    private Refusal? RefuseAddress(string provider, AddDeploymentRequest wanted, Uri? address)
    {
        if (wanted.BaseUrl is null)
        {
            return null;
        }

        if (address is null)
        {
            return ApiReply.Invalid("base_url", "'base_url' is not an http or https address without user, query and fragment.");
        }

        if (address is not null && !AddressGuard.Machine.MayName(address))
        {
            return ApiReply.Invalid("base_url", "'base_url' is where clouds keep the machine's own credentials; no provider is there.");
        }

        var needsKey = book.Find(provider)?.Catalogue.NeedsKey ?? catalogue.Find(provider)?.NeedsKey ?? true;
        return needsKey && wanted.ApiKey is null ? ApiReply.Invalid("api_key", "An account with an address of its own needs a key of its own.") : null;
    }

    /// <summary>Refuses what is not the database's to change.</summary>
    private async Task<bool> IsClosedAsync(HttpContext http, string provider)
    {
        if (book.Find(provider) is null)
        {
            await ApiReply.NotFoundAsync(http, "provider");
            return true;
        }

        if (ProviderEndpoints.RefuseChange(book, provider) is not { } refusal)
        {
            return false;
        }

        await ApiReply.RefuseAsync(http, refusal);
        return true;
    }

    private async Task ShowAsync(HttpContext http, string provider, int status)
    {
        await refresher.ReloadAsync(http.RequestAborted);
        await ApiReply.WriteAsync(http, ProviderReplies.Of(book.Find(provider)!, chooser), UpstreamsJson.Default.ProviderReply, status);
    }

    private static AuditEvent Happened(ApiCaller caller, string action, string provider, string name) =>
        new(caller.OrganizationId, caller.KeyId, caller.Name, action, "provider", $"{provider}/{name}");

    private static string NameOf(HttpContext http) => http.Request.RouteValues["name"] as string ?? "";

    private static string DeploymentOf(HttpContext http) => http.Request.RouteValues["deployment"] as string ?? "";
}
