using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Tollgate.Api;

/// <summary>Who may call a route of the admin API.</summary>
public enum ApiRight : byte
{
    /// <summary>Anybody; exactly the public routes of CONTRACT 3.</summary>
    Public,
    /// <summary>Any valid key, about itself.</summary>
    Self,
    /// <summary>A viewer or an admin key.</summary>
    Viewer,
    /// <summary>An admin key of the organization, or the operator.</summary>
    Admin,
    /// <summary>The operator: the admin key of the gateway itself.</summary>
    Operator,
}

/// <summary>
/// One route of the admin API. Slices list theirs in an array; hosting maps them all, checks the right before the handler runs,
/// and writes the OpenAPI document and the route sweep from the same list.
/// </summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Pattern">Route pattern, for example "/api/keys/{id}".</param>
/// <param name="Right">Who may call it.</param>
/// <param name="Summary">One sentence for the OpenAPI document.</param>
/// <param name="Handler">What runs; the caller is in <see cref="ApiCaller"/>.</param>
public sealed record ApiRoute(string Method, string Pattern, ApiRight Right, string Summary, Func<HttpContext, ApiCaller, Task> Handler)
{
    /// <summary>The JSON shape of the request body; null when there is none.</summary>
    public JsonTypeInfo? Request { get; init; }

    /// <summary>The JSON shape of the answer; null when there is none.</summary>
    public JsonTypeInfo? Reply { get; init; }

    /// <summary>Query parameters: name and one sentence.</summary>
    public IReadOnlyList<(string Name, string Meaning)> Query { get; init; } = [];
}
