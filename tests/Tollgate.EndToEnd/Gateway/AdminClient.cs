using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Tollgate.EndToEnd.Gateway;

/// <summary>The admin API, as an operator uses it.</summary>
public sealed class AdminClient : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>A client with a key.</summary>
    public AdminClient(string address, string key)
    {
        _http = new HttpClient { BaseAddress = new Uri(address) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Makes a key; <paramref name="more"/> are further JSON members, such as "budgets":[…].</summary>
    public async Task<GatewayKey> CreateKeyAsync(string name, string more, CancellationToken ct)
    {
        var comma = more.Length > 0 ? "," : "";
        var made = await SendAsync(HttpMethod.Post, "/api/keys", $$"""{"name":"{{name}}"{{comma}}{{more}}}""", ct);
        return new GatewayKey((string)made!["id"]!, (string)made["key"]!);
    }

    /// <summary>Makes a budget, and gives its id back.</summary>
    public async Task<string> CreateBudgetAsync(string body, CancellationToken ct) => (string)(await SendAsync(HttpMethod.Post, "/api/budgets", body, ct))!["id"]!;

    /// <summary>One call.</summary>
    public Task<JsonNode> CallAsync(string requestId, CancellationToken ct) => GetAsync($"/api/calls/{requestId}", ct);

    /// <summary>All items of a list.</summary>
    public async Task<List<JsonNode>> ListAsync(string path, CancellationToken ct)
    {
        var items = new List<JsonNode>();
        var mark = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        string? cursor = null;
        do
        {
            var page = await GetAsync(cursor is null ? path : $"{path}{mark}cursor={Uri.EscapeDataString(cursor)}", ct);
            items.AddRange(page["items"]!.AsArray().Select(item => item!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);
        return items;
    }

    /// <summary>Reads something.</summary>
    public async Task<JsonNode> GetAsync(string path, CancellationToken ct) => (await SendAsync(HttpMethod.Get, path, null, ct))!;

    /// <summary>Sends something; an error status is an exception that shows the body.</summary>
    public async Task<JsonNode?> SendAsync(HttpMethod method, string path, string? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{method} {path} answered {(int)answer.StatusCode}: {text}", null, answer.StatusCode);
        }

        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
