using Microsoft.AspNetCore.Http;
using Tollgate.Core;

namespace Tollgate.ModelCalls;

/// <summary>
/// Reads the paths of the line (CONTRACT 4). Every /v1 route answers without /v1 too; a provider's name as first segment pins it.
/// Paths arrive decoded and already free of dot segments, encoded slashes and empty segments.
/// </summary>
internal sealed class LineRoutes(Func<string, bool> isProvider)
{
    private static readonly (string Path, Surface Surface, Dialect Dialect)[] Known =
    [
        ("chat/completions", Surface.ChatCompletions, Dialect.OpenAI),
        ("messages", Surface.Messages, Dialect.Anthropic),
        ("responses", Surface.Responses, Dialect.OpenAIResponses),
        ("embeddings", Surface.Embeddings, Dialect.OpenAI),
        ("completions", Surface.Completions, Dialect.OpenAI),
        ("moderations", Surface.Moderations, Dialect.OpenAI),
        ("messages/count_tokens", Surface.CountTokens, Dialect.Anthropic),
    ];

    private static readonly (string Verb, Surface Surface, bool Streams)[] Verbs =
    [
        ("generateContent", Surface.GenerateContent, false),
        ("streamGenerateContent", Surface.GenerateContent, true),
        ("countTokens", Surface.GeminiCountTokens, false),
        ("embedContent", Surface.EmbedContent, false),
        ("batchEmbedContents", Surface.BatchEmbedContents, false),
    ];

    private static readonly string[] Methods = [HttpMethods.Post, HttpMethods.Get];

    /// <summary>What stands at the address itself: words for people who look at it in a browser.</summary>
    public static readonly Refusal FrontDoor = new(RefusalCode.NotFound, "This is Tollgate, an AI gateway. There is no page at its address itself.")
    {
        Step = "read",
        Help = "Models: POST /v1/chat/completions, /v1/responses, /v1/messages or /v1beta/models/NAME:generateContent, with a Tollgate key. Admin API: GET /api/openapi.json. Health: GET /health/ready.",
    };

    /// <summary>What the path asks for. What is no surface and names no provider is judged by the catalogue once the caller is known.</summary>
    public LineRoute Match(HttpRequest request)
    {
        var path = PathOf(request);
        var route = MatchKnown(request, request.Method, path, provider: null) ?? MatchAzure(request, request.Method, path) ?? MatchProvider(request, path) ?? Unmatched(request);
        return route.Action == LineAction.PassThrough && !HttpMethods.IsPost(request.Method) && IsCall(request, route) ? route with { Allow = HttpMethods.Post } : route;
    }

    /// <summary>A path of which nothing more is asked than whose client sends it.</summary>
    public static LineRoute Unmatched(HttpRequest request)
    {
        var path = PathOf(request);
        return new LineRoute(LineAction.PassThrough, Surface.PassThrough, Belongs(request, path)) { Rest = path };
    }

    /// <summary>Why nothing answers a path: it takes another method, or it is not there.</summary>
    public static Refusal Refuse(HttpRequest request, LineRoute route)
    {
        var path = PathOf(request);
        var allow = route.Allow ?? Array.Find(Methods, method => (MatchKnown(request, method, path, provider: null) ?? MatchAzure(request, method, path)) is not null);
        return allow is null
            ? new Refusal(RefusalCode.NotFound, $"There is no route {request.Method} {path}.") { Step = "read" }
            : new Refusal(RefusalCode.MethodNotAllowed, $"{path} takes {allow}, not {request.Method}.") { Step = "read", Allow = allow };
    }

    private static string PathOf(HttpRequest request) => request.Path.Value is { Length: > 0 } given ? given : "/";

    /// <summary>Whether the path is a surface that this request only has the wrong method for.</summary>
    private static bool IsCall(HttpRequest request, in LineRoute route) =>
        (MatchKnown(request, HttpMethods.Post, route.Rest, route.Provider) ?? MatchAzure(request, HttpMethods.Post, PathOf(request))) is { Action: LineAction.Call };

    private LineRoute? MatchProvider(HttpRequest request, string path)
    {
        var end = path.IndexOf('/', 1);
        if (end < 0 || end + 1 >= path.Length)
        {
            return null;
        }

        var name = path[1..end];
        if (!isProvider(name))
        {
            return null;
        }

        var rest = path[end..];
        return MatchKnown(request, request.Method, rest, name) ?? new LineRoute(LineAction.PassThrough, Surface.PassThrough, DialectOf(request))
        {
            Provider = name,
            Version = string.Empty,
            Rest = rest,
        };
    }

    /// <summary>/openai/deployments/{deployment}/chat/completions: the deployment's name stands for the model.</summary>
    private static LineRoute? MatchAzure(HttpRequest request, string method, string path)
    {
        const string prefix = "/openai/deployments/";
        if (!path.StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var end = path.IndexOf('/', prefix.Length);
        return end < 0 ? null : MatchKnown(request, method, path[end..], provider: null) is { Action: LineAction.Call, Dialect: not Dialect.Gemini } route
            ? route with { Model = path[prefix.Length..end] }
            : null;
    }

    private static LineRoute? MatchKnown(HttpRequest request, string method, string path, string? provider)
    {
        var version = path.StartsWith("/v1/", StringComparison.Ordinal) ? "v1"
            : path.StartsWith("/v1beta/", StringComparison.Ordinal) ? "v1beta"
            : string.Empty;
        var tail = path.AsSpan(version.Length == 0 ? 1 : version.Length + 2);
        if (version != "v1beta" && HttpMethods.IsPost(method))
        {
            foreach (var (known, surface, dialect) in Known)
            {
                if (tail.SequenceEqual(known))
                {
                    return new LineRoute(LineAction.Call, surface, dialect) { Provider = provider, Version = version, Rest = path };
                }
            }
        }

        return tail.StartsWith("models") ? MatchModels(request, method, path, tail["models".Length..], version, provider) : null;
    }

    private static LineRoute? MatchModels(HttpRequest request, string method, string path, ReadOnlySpan<char> tail, string version, string? provider)
    {
        if (HttpMethods.IsPost(method))
        {
            return tail is ['/', ..] ? MatchVerb(path, tail[1..], version, provider) : null;
        }

        if (!HttpMethods.IsGet(method) || !NamesModels(path, tail, version))
        {
            return null;
        }

        var dialect = version == "v1beta" ? Dialect.Gemini : DialectOf(request);
        return tail.Length <= 1
            ? new LineRoute(LineAction.ListModels, Surface.PassThrough, dialect) { Provider = provider, Version = version, Rest = path }
            : new LineRoute(LineAction.ShowModel, Surface.PassThrough, dialect) { Provider = provider, Version = version, Rest = path, Model = tail[1..].ToString() };
    }

    /// <summary>Whether nothing, or a model without a known verb, stands behind "models"; what a model works on is no model.</summary>
    private static bool NamesModels(string path, ReadOnlySpan<char> tail, string version) =>
        tail.IsEmpty || (tail[0] == '/' && !tail.Contains("/operations/", StringComparison.Ordinal) && MatchVerb(path, tail[1..], version, provider: null) is null);

    private static LineRoute? MatchVerb(string path, ReadOnlySpan<char> modelAndVerb, string version, string? provider)
    {
        var colon = modelAndVerb.LastIndexOf(':');
        if (colon <= 0)
        {
            return null;
        }

        foreach (var (verb, surface, streams) in Verbs)
        {
            if (modelAndVerb[(colon + 1)..].SequenceEqual(verb))
            {
                return new LineRoute(LineAction.Call, surface, Dialect.Gemini)
                {
                    Provider = provider,
                    Version = version,
                    Rest = path,
                    Model = modelAndVerb[..colon].ToString(),
                    Streams = streams,
                };
            }
        }

        return null;
    }

    /// <summary>Whose client sends a path that no surface has: the headers tell, else the path itself.</summary>
    private static Dialect Belongs(HttpRequest request, string path) => DialectOf(request) switch
    {
        not Dialect.OpenAI and var told => told,
        _ when path.StartsWith("/v1/messages", StringComparison.Ordinal) || path.StartsWith("/messages", StringComparison.Ordinal) => Dialect.Anthropic,
        _ when path.StartsWith("/v1beta", StringComparison.Ordinal) || path.StartsWith("/upload/", StringComparison.Ordinal) || path.StartsWith("/download/", StringComparison.Ordinal) => Dialect.Gemini,
        _ when path.Contains("/responses", StringComparison.Ordinal) => Dialect.OpenAIResponses,
        var plain => plain,
    };

    /// <summary>/v1/models belongs to three dialects: the headers tell whose client asks.</summary>
    private static Dialect DialectOf(HttpRequest request) =>
        request.Headers.ContainsKey("anthropic-version") ? Dialect.Anthropic
        : request.Headers.ContainsKey("x-goog-api-key") || request.Query.ContainsKey("key") ? Dialect.Gemini
        : Dialect.OpenAI;
}
