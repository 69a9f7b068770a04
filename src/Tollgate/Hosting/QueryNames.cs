using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Core;
using Tollgate.Hosting.Settings;

namespace Tollgate.Hosting;

/// <summary>A filter that nobody reads would answer a question that was not asked: what a list does not know is refused.</summary>
internal static class QueryNames
{
    /// <summary>What every route takes: how a key may come, which organization is meant, and the pages of lists that are short enough to have one.</summary>
    private static readonly string[] Everywhere = ["cursor", "key", "limit", "organization"];

    /// <summary>The refusal of the first name that a route does not take; null when it takes all.</summary>
    public static Refusal? Check(HttpRequest request, ApiRoute route)
    {
        if (!request.QueryString.HasValue || !HttpMethods.IsGet(request.Method))
        {
            return null;
        }

        foreach (var (name, _) in request.Query)
        {
            if (!Array.Exists(Everywhere, known => known == name) && route.Query.All(known => known.Name != name))
            {
                return Unknown(name, [.. route.Query.Select(known => known.Name)]);
            }
        }

        return null;
    }

    private static Refusal Unknown(string name, string[] known) =>
        ApiReply.Invalid(name, $"There is no query parameter '{name}' here.") with
        {
            Help = NearestName.Of(name, known) is { } meant ? $"Did you mean '{meant}'?"
                : known.Length > 0 ? $"There are: {string.Join(", ", known)}." : "This route takes none.",
        };
}
