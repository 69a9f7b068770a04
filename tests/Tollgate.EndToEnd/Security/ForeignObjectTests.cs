using System.Net;
using System.Text.Json.Nodes;
using Tollgate.EndToEnd.Bytes;
using Tollgate.EndToEnd.Gateway;

namespace Tollgate.EndToEnd.Security;

/// <summary>What one organization has made at a provider does not exist for another one, whichever way it asks.</summary>
public sealed class ForeignObjectTests(ByteFixture fixture) : IClassFixture<ByteFixture>
{
    private static readonly (string Path, string Body)[] Makers =
    [
        ("/openai/v1/files", "{}"), ("/openai/v1/conversations", "{}"), ("/openai/v1/vector_stores", "{}"), ("/openai/v1/containers", "{}"), ("/openai/v1/batches", "{}"),
        ("/anthropic/v1/files", "{}"), ("/anthropic/v1/messages/batches", "{}"), ("/gemini/v1beta/cachedContents", "{}"),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_object_answers_to_its_organization_and_is_unknown_to_any_other()
    {
        var stranger = await StrangerAsync();
        var wrong = new List<string>();
        foreach (var (path, body) in Makers)
        {
            var id = await MakeAsync(path, body);
            var place = path + "/" + id.Split('/')[^1];
            foreach (var (method, who, expected) in (IEnumerable<(string, string, int)>)[("GET", fixture.Key.Key, 200), ("GET", stranger, 404), ("DELETE", stranger, 404), ("POST", stranger, 404), ("PATCH", stranger, 404), ("GET", fixture.Key.Key, 200)])
            {
                var before = fixture.Provider.Requests.Count;
                var (status, text) = await SendAsync(method, place, method == "GET" ? null : "{}", who);
                if (status != expected || (expected == 404 && fixture.Provider.Requests.Count != before))
                {
                    wrong.Add($"{method} {place} as {(who == stranger ? "a stranger" : "its owner")}: {status} {text}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public async Task A_stored_response_answers_to_its_organization_only()
    {
        var stranger = await StrangerAsync();
        var id = await MakeAsync("/v1/responses", """{"model":"fake-chat","input":"x"}""");
        var before = fixture.Provider.Requests.Count;

        var foreign = await SendAsync("GET", $"/openai/v1/responses/{id}", null, stranger);
        var unknown = await SendAsync("GET", "/openai/v1/responses/resp_nobody_made_this", null, stranger);
        var continued = await SendAsync("POST", "/v1/responses", $$"""{"model":"fake-chat","input":"x","previous_response_id":"{{id}}"}""", stranger);
        var untouched = fixture.Provider.Requests.Count;
        var own = await SendAsync("GET", $"/openai/v1/responses/{id}", null, fixture.Key.Key);

        Assert.Equal((404, 404, 404, 200), (foreign.Status, unknown.Status, continued.Status, own.Status));
        Assert.Equal(before, untouched);
        Assert.Equal(Sentence(unknown.Text), Sentence(foreign.Text));
    }

    [Fact]
    public async Task A_foreign_object_in_a_body_is_not_found_in_any_dialect()
    {
        var stranger = await StrangerAsync();
        var file = await MakeAsync("/openai/v1/files", "{}");
        var conversation = await MakeAsync("/openai/v1/conversations", "{}");
        var vectors = await MakeAsync("/openai/v1/vector_stores", "{}");
        var container = await MakeAsync("/openai/v1/containers", "{}");
        var claudes = await MakeAsync("/anthropic/v1/files", "{}");
        var cache = await MakeAsync("/gemini/v1beta/cachedContents", "{}");
        (string Path, string Body)[] calls =
        [
            ("/v1/chat/completions", $$$"""{"model":"fake-chat","messages":[{"role":"user","content":[{"type":"file","file":{"file_id":"{{{file}}}"}}]}]}"""),
            ("/v1/responses", $$"""{"model":"fake-chat","input":[{"role":"user","content":[{"type":"input_file","file_id":"{{file}}"}]}]}"""),
            ("/v1/responses", $$"""{"model":"fake-chat","input":[{"role":"user","content":[{"type":"input_image","file_id":"{{file}}"}]}]}"""),
            ("/v1/responses", $$"""{"model":"fake-chat","input":"x","conversation":"{{conversation}}"}"""),
            ("/v1/responses", $$$"""{"model":"fake-chat","input":"x","conversation":{"id":"{{{conversation}}}"}}"""),
            ("/v1/responses", $$"""{"model":"fake-chat","input":"x","tools":[{"type":"file_search","vector_store_ids":["{{vectors}}"]}]}"""),
            ("/v1/responses", $$"""{"model":"fake-chat","input":"x","tools":[{"type":"code_interpreter","container":"{{container}}"}]}"""),
            ("/v1/messages", $$$"""{"model":"fake-claude","max_tokens":1024,"messages":[{"role":"user","content":[{"type":"document","source":{"type":"file","file_id":"{{{claudes}}}"}}]}]}"""),
            ("/v1beta/models/fake-gemini:generateContent", $$"""{"contents":[{"parts":[{"text":"x"}]}],"cachedContent":"{{cache}}"}"""),
            ("/v1beta/models/fake-gemini:generateContent", $$"""{"contents":[{"parts":[{"text":"x"}]}],"cached_content":"{{cache}}"}"""),
        ];
        var wrong = new List<string>();
        foreach (var (path, body) in calls)
        {
            var before = fixture.Provider.Requests.Count;
            var (status, text) = await SendAsync("POST", path, body, stranger);
            if (status != 404 || fixture.Provider.Requests.Count != before)
            {
                wrong.Add($"{body}: {status} {text}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public async Task Another_organizations_calls_keys_and_budgets_are_not_found()
    {
        var organization = await OrganizationAsync();
        var made = await fixture.Admin.SendAsync(HttpMethod.Post, $"/api/keys?organization={organization}", $$"""{"name":"admin-{{organization}}","role":"admin"}""", Ct);
        using var foreign = new AdminClient(fixture.Gateway.Setup.Address, (string)made!["key"]!);
        using var request = fixture.Request("/v1/chat/completions", """{"model":"fake-chat","messages":[{"role":"user","content":"[[tokens=3]]"}]}""");
        using var answer = await fixture.Http.SendAsync(request, Ct);
        var call = answer.Headers.GetValues("x-tollgate-request-id").Single();
        var budget = await fixture.Admin.CreateBudgetAsync("""{"name":"theirs","scope":"organization","limit_usd":"100000","window":"day","hard":false}""", Ct);

        foreach (var path in (string[])[$"/api/calls/{call}", $"/api/keys/{fixture.Key.Id}", $"/api/budgets/{budget}"])
        {
            var fault = await Assert.ThrowsAsync<HttpRequestException>(() => foreign.GetAsync(path, Ct));
            Assert.Equal(HttpStatusCode.NotFound, fault.StatusCode);
        }

        Assert.DoesNotContain(await foreign.ListAsync("/api/keys", Ct), key => (string?)key["id"] == fixture.Key.Id);
        Assert.Empty(await foreign.ListAsync("/api/calls", Ct));
    }

    private static string? Sentence(string text) => (string?)JsonNode.Parse(text)!["error"]!["message"] is { } message ? message[..Math.Min(message.Length, 24)] : null;

    private async Task<string> StrangerAsync()
    {
        var organization = await OrganizationAsync();
        var made = await fixture.Admin.SendAsync(HttpMethod.Post, $"/api/keys?organization={organization}", $$"""{"name":"stranger-{{organization}}"}""", Ct);
        return (string)made!["key"]!;
    }

    private async Task<string> OrganizationAsync() =>
        (string)(await fixture.Admin.SendAsync(HttpMethod.Post, "/api/organizations", $$"""{"name":"other-{{Guid.NewGuid():n}}"}""", Ct))!["id"]!;

    private async Task<string> MakeAsync(string path, string body)
    {
        var (status, text) = await SendAsync("POST", path, body, fixture.Key.Key);
        Assert.True(status == 200, $"POST {path}: {status} {text}");
        return (string)JsonNode.Parse(text)!["id"]!;
    }

    private async Task<(int Status, string Text)> SendAsync(string method, string path, string? body, string key)
    {
        using var request = fixture.Request(path, body ?? "", key);
        request.Method = new HttpMethod(method);
        request.Content = body is null ? null : request.Content;
        if (path.StartsWith("/anthropic", StringComparison.Ordinal) && !request.Headers.Contains("anthropic-version"))
        {
            request.Headers.Add("anthropic-version", "2023-06-01");
        }

        using var answer = await fixture.Http.SendAsync(request, Ct);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct));
    }
}
