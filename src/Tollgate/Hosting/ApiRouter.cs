using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Hosting;

/// <summary>
/// Finds the admin route of a path. A small matcher of our own: about a hundred routes, no reflection, ready at once.
/// Literal segments win over parameters.
/// </summary>
internal sealed class ApiRouter
{
    private readonly List<(string[] Segments, ApiRoute Route)> _routes = [];

    public ApiRouter(IEnumerable<ApiRoute> routes)
    {
        foreach (var route in routes)
        {
            Routes.Add(route);
            _routes.Add((route.Pattern.Split('/', StringSplitOptions.RemoveEmptyEntries), route));
        }

        _routes.Sort(static (left, right) => Parameters(left.Segments).CompareTo(Parameters(right.Segments)));
    }

    /// <summary>Every route, for the OpenAPI document and the route sweep.</summary>
    public List<ApiRoute> Routes { get; } = [];

    /// <summary>The route of a request; its parameters are put into the request's route values.</summary>
    /// <returns>The route, or the refusal: no such path, or not with this method.</returns>
    public Outcome<ApiRoute> Match(HttpRequest request)
    {
        var path = (request.Path.Value ?? string.Empty).Split('/', StringSplitOptions.RemoveEmptyEntries);
        string? otherMethod = null;
        foreach (var (segments, route) in _routes)
        {
            if (!Fits(segments, path))
            {
                continue;
            }

            if (!request.Method.Equals(route.Method, StringComparison.OrdinalIgnoreCase))
            {
                otherMethod = otherMethod is null ? route.Method : $"{otherMethod}, {route.Method}";
                continue;
            }

            Bind(segments, path, request);
            return route;
        }

        return otherMethod is null
            ? new Refusal(RefusalCode.NotFound, $"There is no route {request.Path}.") { Help = "GET /api/openapi.json lists the routes." }
            : new Refusal(RefusalCode.MethodNotAllowed, $"{request.Path} takes {otherMethod}, not {request.Method}.") { Allow = otherMethod };
    }

    private static bool Fits(string[] segments, string[] path)
    {
        if (segments.Length != path.Length)
        {
            return false;
        }

        for (var i = 0; i < segments.Length; i++)
        {
            if (segments[i][0] != '{' && !segments[i].Equals(path[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private static void Bind(string[] segments, string[] path, HttpRequest request)
    {
        for (var i = 0; i < segments.Length; i++)
        {
            if (segments[i][0] == '{')
            {
                request.RouteValues[segments[i][1..^1]] = Uri.UnescapeDataString(path[i]);
            }
        }
    }

    private static int Parameters(string[] segments) => segments.Count(segment => segment[0] == '{');
}
