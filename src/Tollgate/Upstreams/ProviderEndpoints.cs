using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Upstreams.Catalogue;
using Tollgate.Upstreams.Probing;

namespace Tollgate.Upstreams;

/// <summary>/api/providers: list, add, test, rotate, remove. Keys go in and never come out.</summary>
internal sealed class ProviderEndpoints(
    UpstreamBook book, ProviderStore store, UpstreamRefresher refresher, DeploymentChooser chooser, ProviderProbe probe, ProviderCatalogue catalogue)
{
    /// <summary>The routes of this slice.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/providers", ApiRight.Viewer, "Lists the providers, with the end of each key.", ListAsync) { Reply = UpstreamsJson.Default.PageProviderReply },
        new("POST", "/api/providers", ApiRight.Operator, "Adds a provider with its key, which is sealed.", AddAsync)
        {
            Request = UpstreamsJson.Default.AddProviderRequest,
            Reply = UpstreamsJson.Default.ProviderReply,
        },
        new("GET", "/api/providers/{name}", ApiRight.Viewer, "Shows a provider.", GetAsync) { Reply = UpstreamsJson.Default.ProviderReply },
        new("POST", "/api/providers/{name}/test", ApiRight.Operator, "Says which of name, connection, TLS, key and model fails.", TestAsync)
        {
            Request = UpstreamsJson.Default.TestProviderRequest,
            Reply = UpstreamsJson.Default.TestProviderReply,
        },
        new("POST", "/api/providers/{name}/rotate", ApiRight.Operator, "Puts a new key in place of the old one.", RotateAsync)
        {
            Request = UpstreamsJson.Default.RotateProviderRequest,
            Reply = UpstreamsJson.Default.ProviderReply,
        },
        new("DELETE", "/api/providers/{name}", ApiRight.Operator, "Removes a provider and its key.", RemoveAsync),
    ];

    private Task ListAsync(HttpContext http, ApiCaller caller)
    {
        var page = new Page<ProviderReply>([.. book.Snapshot.Providers.Select(provider => ProviderReplies.Of(provider, chooser))]);
        return ApiReply.WriteAsync(http, page, UpstreamsJson.Default.PageProviderReply);
    }

    private Task GetAsync(HttpContext http, ApiCaller caller) => book.Find(NameOf(http)) is { } provider
        ? ApiReply.WriteAsync(http, ProviderReplies.Of(provider, chooser), UpstreamsJson.Default.ProviderReply)
        : ApiReply.NotFoundAsync(http, "provider");

    private async Task AddAsync(HttpContext http, ApiCaller caller)
    {
        var wanted = await ApiBody.ReadAsync(http, UpstreamsJson.Default.AddProviderRequest);
        var entry = wanted.IsRefused ? wanted.Refusal : AddProvider.Read(wanted.Value, catalogue);
        if (entry.IsRefused)
        {
            await ApiReply.RefuseAsync(http, entry.Refusal);
            return;
        }

        var name = entry.Value.Name;
        if (book.Find(name) is { Origin: ProviderOrigin.File } owned)
        {
            await ApiReply.RefuseAsync(http, OwnedByFile(owned));
            return;
        }

        if (!await store.AddAsync(entry.Value, Happened(caller, "provider.create", name), http.RequestAborted))
        {
            await ApiReply.RefuseAsync(http, new Refusal(RefusalCode.Conflict, $"There is a provider '{name}' already.") { Help = $"`tollgate providers rotate {name}` sets another key." });
            return;
        }

        await refresher.ReloadAsync(http.RequestAborted);
        await ApiReply.WriteAsync(http, ProviderReplies.Of(book.Find(name)!, chooser), UpstreamsJson.Default.ProviderReply, StatusCodes.Status201Created);
    }

    private async Task TestAsync(HttpContext http, ApiCaller caller)
    {
        var wanted = http.Request.ContentLength is null or 0 ? new TestProviderRequest() : await ApiBody.ReadAsync(http, UpstreamsJson.Default.TestProviderRequest);
        if (wanted.IsRefused)
        {
            await ApiReply.RefuseAsync(http, wanted.Refusal);
            return;
        }

        if (book.Find(NameOf(http)) is not { } provider)
        {
            await ApiReply.NotFoundAsync(http, "provider");
            return;
        }

        var tested = new List<TestedDeployment>();
        foreach (var deployment in provider.Deployments)
        {
            var report = await probe.TryAsync(deployment, wanted.Value.Model, http.RequestAborted);
            tested.Add(new TestedDeployment(report.Deployment, report.IsOk, [.. report.Steps.Select(step => new TestedStep(step.Name, step.IsOk, step.Sentence))]));
        }

        if (!provider.IsEnabled)
        {
            tested.Add(new TestedDeployment(provider.Name, false, [new TestedStep("settings", false, $"The provider is switched off: {provider.DisabledReason}")]));
        }

        await ApiReply.WriteAsync(http, new TestProviderReply(tested.TrueForAll(part => part.Ok), tested), UpstreamsJson.Default.TestProviderReply);
    }

    private async Task RotateAsync(HttpContext http, ApiCaller caller)
    {
        var wanted = await ApiBody.ReadAsync(http, UpstreamsJson.Default.RotateProviderRequest);
        var key = wanted.IsRefused ? wanted.Refusal : AddProvider.ReadKey(wanted.Value.ApiKey);
        if (key.IsRefused)
        {
            await ApiReply.RefuseAsync(http, key.Refusal);
            return;
        }

        var name = NameOf(http);
        if (RefuseChange(book, name) is { } refusal)
        {
            await ApiReply.RefuseAsync(http, refusal);
            return;
        }

        var happened = Happened(caller, "provider.rotate", wanted.Value!.Deployment is { } part ? $"{name}/{part}" : name);
        var isRotated = wanted.Value.Deployment is { } account
            ? await store.Deployments.RotateAsync(name, account, key.Value, happened, http.RequestAborted)
            : await store.RotateAsync(name, key.Value, happened, http.RequestAborted);
        if (!isRotated)
        {
            await ApiReply.NotFoundAsync(http, "provider");
            return;
        }

        await refresher.ReloadAsync(http.RequestAborted);
        await ApiReply.WriteAsync(http, ProviderReplies.Of(book.Find(name)!, chooser), UpstreamsJson.Default.ProviderReply);
    }

    private async Task RemoveAsync(HttpContext http, ApiCaller caller)
    {
        var name = NameOf(http);
        if (RefuseChange(book, name) is { } refusal)
        {
            await ApiReply.RefuseAsync(http, refusal);
            return;
        }

        if (!await store.RemoveAsync(name, Happened(caller, "provider.delete", name), http.RequestAborted))
        {
            await ApiReply.NotFoundAsync(http, "provider");
            return;
        }

        await refresher.ReloadAsync(http.RequestAborted);
        await ApiReply.NoContent(http);
    }

    /// <summary>Why a provider cannot be changed over the API; null when it can, or is not there.</summary>
    public static Refusal? RefuseChange(UpstreamBook book, string name) => book.Find(name) switch
    {
        { Origin: ProviderOrigin.File } owned => OwnedByFile(owned),
        { Origin: ProviderOrigin.Environment, KeySource: { } variable } => new Refusal(RefusalCode.Conflict, $"'{name}' comes from the variable {variable}.")
        {
            Help = $"Change the variable and start again, or `tollgate providers add {name}`, which wins over it.",
        },
        _ => null,
    };

    private static Refusal OwnedByFile(Provider provider) =>
        new(RefusalCode.Conflict, $"'{provider.Name}' is written in tollgate.yaml, line {provider.Line}.") { Help = "Change it there; the file is read again by itself." };

    private static AuditEvent Happened(ApiCaller caller, string action, string name) =>
        new(caller.OrganizationId, caller.KeyId, caller.Name, action, "provider", name);

    private static string NameOf(HttpContext http) => http.Request.RouteValues["name"] as string ?? "";
}
