using Microsoft.AspNetCore.Http;
using Tollgate.Callers;
using Tollgate.Core;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Objects;
using Tollgate.Upstreams.Routes;

namespace Tollgate.ModelCalls;

/// <summary>
/// Says where a provider's own route goes and whether it may: the catalogue's row, and who owns the objects that path and body name.
/// A path that names no provider (the official SDKs' `/v1/responses/{id}`, `/v1/files`) goes to the provider that holds its object, else to the maker of its dialect.
/// </summary>
internal sealed class PassThroughJudge(UpstreamBook upstreams, PassThroughRoutes routes, ProviderObjects objects, DeploymentChooser chooser)
{
    /// <summary>Whether there can be anything at the path.</summary>
    public bool Knows(HttpRequest request, LineRoute route) => route.Provider is not null || Places(request, route).Count > 0;

    /// <summary>The target, or why there is none.</summary>
    public async ValueTask<Outcome<PassThroughTarget>> JudgeAsync(HttpRequest request, Caller caller, LineRoute route, CancellationToken ct)
    {
        var places = Places(request, route);
        if (places.Count == 0)
        {
            return NotSetUp(route.Provider!);
        }

        if (!caller.AllowsSurface(Surface.PassThrough))
        {
            return new Refusal(RefusalCode.Forbidden, $"The key '{caller.KeyName}' may not call providers' own routes.") { Step = "limit", Rule = "routes" };
        }

        return places[0].Match?.ObjectId is null ? Choose(places, route, request) : await FindHolderAsync(places, caller, ct);
    }

    private Outcome<PassThroughTarget> Choose(List<PassThroughPlace> places, LineRoute route, HttpRequest request)
    {
        var place = places.Find(place => place.Provider.Name == MakerOf(route.Dialect)) ?? (places.Count == 1 ? places[0] : null);
        if (place is null)
        {
            return new Refusal(RefusalCode.NotFound, $"Several providers have {request.Path}: {string.Join(", ", places.Select(place => place.Provider.Name))}.")
            {
                Step = "route",
                Help = $"Name one: /{places[0].Provider.Name}{request.Path}.",
            };
        }

        if (place.Match is { Row: { Charge: RouteCharge.Denied } denied })
        {
            return PassThroughRoutes.Refuse(denied, place.Provider.Name);
        }

        return place.Match is null && PassThroughRoutes.RefuseUnlisted(place.Provider, request.Method, place.Path) is { } unlisted
            ? unlisted
            : new PassThroughTarget(place.Provider.Name, place.Path, place.Match?.Row, [chooser.First(place.Provider.Deployments)]);
    }

    private async ValueTask<Outcome<PassThroughTarget>> FindHolderAsync(List<PassThroughPlace> places, Caller caller, CancellationToken ct)
    {
        var refusal = default(Refusal);
        foreach (var (provider, path, match) in places)
        {
            if (match is not { ObjectId: { } id, Row: var row })
            {
                continue;
            }

            if (row is { Charge: RouteCharge.Denied })
            {
                return PassThroughRoutes.Refuse(row, provider.Name);
            }

            var owned = await objects.FindAsync(caller.OrganizationId, provider.Name, id, ct);
            if (!owned.IsRefused)
            {
                var holder = Array.Find(provider.Deployments, deployment => deployment.Name == owned.Value.Deployment) ?? provider.Deployments[0];
                return new PassThroughTarget(provider.Name, path, row, [holder]) { ObjectId = id };
            }

            refusal = owned.Refusal;
        }

        return refusal!;
    }

    /// <summary>Every provider that can have the path; the pinned one also without a row.</summary>
    private List<PassThroughPlace> Places(HttpRequest request, LineRoute route)
    {
        var places = new List<PassThroughPlace>();
        if (route.Provider is { } pinned)
        {
            if (upstreams.Find(pinned) is { IsEnabled: true } provider)
            {
                var path = PassThroughRoutes.BelowBase(provider.Catalogue, route.Rest);
                places.Add(new PassThroughPlace(provider, path, routes.Find(provider.Catalogue, request.Method, path)));
            }

            return places;
        }

        foreach (var provider in upstreams.Snapshot.Providers)
        {
            if (provider.IsEnabled && Speaks(provider, route.Dialect) && Find(provider, request.Method, route.Rest) is { } place)
            {
                places.Add(place);
            }
        }

        return places;
    }

    /// <summary>All /v1 routes also answer without /v1; but what is denied anyway is not there without it.</summary>
    private PassThroughPlace? Find(Provider provider, string method, string rest)
    {
        var isVersioned = rest.StartsWith("/v1", StringComparison.Ordinal);
        foreach (var full in (string[])(isVersioned ? [rest] : [rest, "/v1" + rest]))
        {
            var path = PassThroughRoutes.BelowBase(provider.Catalogue, full);
            if (routes.Find(provider.Catalogue, method, path) is { } match && (isVersioned || match.Row is not { Charge: RouteCharge.Denied }))
            {
                return new PassThroughPlace(provider, path, match);
            }
        }

        return null;
    }

    private static bool Speaks(Provider provider, Dialect dialect) => dialect switch
    {
        Dialect.Anthropic => provider.Kind == "anthropic",
        Dialect.Gemini => provider.Kind == "gemini",
        _ => provider.Kind is not ("anthropic" or "gemini"),
    };

    private static string MakerOf(Dialect dialect) => dialect switch
    {
        Dialect.Anthropic => "anthropic",
        Dialect.Gemini => "gemini",
        _ => "openai",
    };

    private static Refusal NotSetUp(string provider) =>
        new(RefusalCode.ProviderNotConfigured, $"The provider '{provider}' is not set up.") { Step = "route", Help = $"`tollgate providers add {provider}` sets a key." };
}
