using System.Net;
using System.Text.Json.Nodes;
using Tollgate.EndToEnd.Bytes;

namespace Tollgate.EndToEnd.Security;

/// <summary>Every route, without a key, with a wrong one, with a revoked one.</summary>
public sealed class RouteSweepTests(ByteFixture fixture) : IClassFixture<ByteFixture>
{
    private static readonly (string Method, string Path)[] Public = [("HEAD", "/api/hello"), ("GET", "/health/live"), ("GET", "/health/ready")];

    private static readonly (string Method, string Path)[] Line =
    [
        ("POST", "/v1/chat/completions"), ("POST", "/chat/completions"), ("POST", "/v1/responses"), ("POST", "/v1/embeddings"), ("POST", "/v1/completions"),
        ("POST", "/v1/moderations"), ("GET", "/v1/models"), ("GET", "/v1/models/fake-chat"), ("POST", "/v1/messages"), ("POST", "/v1/messages/count_tokens"),
        ("POST", "/v1beta/models/fake-gemini:generateContent"), ("POST", "/v1/models/fake-gemini:streamGenerateContent"), ("POST", "/v1beta/models/fake-gemini:countTokens"),
        ("POST", "/v1beta/models/fake-gemini:embedContent"), ("POST", "/v1beta/models/fake-gemini:batchEmbedContents"), ("POST", "/openai/v1/chat/completions"),
        ("POST", "/openai/deployments/fake-chat/chat/completions"), ("GET", "/openai/v1/files"), ("GET", "/openai/v1/responses/resp_1"), ("DELETE", "/openai/v1/responses/resp_1"),
        ("GET", "/metrics"), ("GET", "/health"), ("GET", "/api/openapi.json"), ("GET", "/api/me"), ("GET", "/api/me/calls"), ("GET", "/api/me/calls/01998f3c-0000-7000-8000-000000000001"),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_the_public_routes_answer_without_a_key()
    {
        var open = new List<string>();
        var before = fixture.Provider.Requests.Count;
        foreach (var (method, path) in await AllAsync())
        {
            foreach (var key in (string?[])[null, "tg-nothing", "Bearer"])
            {
                var status = await StatusAsync(method, path, key);
                if (status != HttpStatusCode.Unauthorized)
                {
                    open.Add($"{method} {path} with {key ?? "no key"}: {(int)status}");
                }
            }
        }

        Assert.True(open.Count == 0, string.Join(Environment.NewLine, open));
        Assert.Equal(before, fixture.Provider.Requests.Count);
    }

    [Fact]
    public async Task The_public_routes_answer_without_a_key()
    {
        foreach (var (method, path) in Public)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(method, path, null));
        }
    }

    [Fact]
    public async Task A_callers_key_opens_no_administration()
    {
        var open = new List<string>();
        foreach (var (method, path) in await AdministrationAsync())
        {
            var status = await StatusAsync(method, path, fixture.Key.Key);
            if (status is not (HttpStatusCode.Forbidden or HttpStatusCode.NotFound) && !path.StartsWith("/api/me", StringComparison.Ordinal)
                && path is not ("/api/costs/estimate" or "/api/models" or "/api/models/cheapest") && !(method == "GET" && path.StartsWith("/api/catalog", StringComparison.Ordinal)))
            {
                open.Add($"{method} {path}: {(int)status}");
            }
        }

        Assert.True(open.Count == 0, string.Join(Environment.NewLine, open));
    }

    [Fact]
    public async Task A_revoked_key_is_dead_within_a_second()
    {
        var key = await fixture.Admin.CreateKeyAsync("short-lived", "", Ct);
        var alive = await StatusAsync("GET", "/v1/models", key.Key);

        await fixture.Admin.SendAsync(HttpMethod.Delete, $"/api/keys/{key.Id}", null, Ct);
        await Task.Delay(TimeSpan.FromSeconds(1), Ct);
        var dead = await StatusAsync("GET", "/v1/models", key.Key);

        Assert.Equal(HttpStatusCode.OK, alive);
        Assert.Contains(dead, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden });
    }

    [Theory]
    [InlineData("/admin")]
    [InlineData("/debug")]
    [InlineData("/.env")]
    [InlineData("/api/v1/keys")]
    [InlineData("/swagger")]
    public async Task Nothing_lives_where_scanners_look(string path) =>
        Assert.Contains(await StatusAsync("GET", path, fixture.Gateway.Setup.AdminKey), new[] { HttpStatusCode.NotFound, HttpStatusCode.Unauthorized });

    private async Task<IReadOnlyList<(string Method, string Path)>> AllAsync() => [.. Line, .. (await AdministrationAsync()).Where(route => !Public.Contains(route))];

    private async Task<IReadOnlyList<(string Method, string Path)>> AdministrationAsync()
    {
        var document = await fixture.Admin.GetAsync("/api/openapi.json", Ct);
        var routes = new List<(string, string)>();
        foreach (var (path, verbs) in document["paths"]!.AsObject())
        {
            var real = System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]*\}", "0190f000-0000-7000-8000-000000000000");
            routes.AddRange(verbs!.AsObject().Where(verb => verb.Value is JsonObject).Select(verb => (verb.Key.ToUpperInvariant(), real)));
        }

        Assert.True(routes.Count > 20, $"{routes.Count} routes in the OpenAPI document");
        return [.. routes.Where(route => !Public.Contains(route))];
    }

    private async Task<HttpStatusCode> StatusAsync(string method, string path, string? key)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), fixture.Gateway.Setup.Address + path);
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("authorization", key == "Bearer" ? key : "Bearer " + key);
        }

        if (method is "POST" or "PUT" or "PATCH")
        {
            request.Content = new StringContent("{}");
        }

        using var answer = await fixture.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        return answer.StatusCode;
    }
}
