using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tollgate.Cli.Connection;

/// <summary>The admin API for commands: JSON in, JSON out, every fault a sentence with an exit code.</summary>
internal sealed class GatewayClient : IDisposable
{
    /// <summary>What every list of the API gives in one page.</summary>
    private const int LargestPage = 200;

    /// <summary>What helps when an item is not there; lists by name say so themselves.</summary>
    private static readonly (string Path, string Help)[] NotFoundHelp =
    [
        ("/api/calls/", $"`{Program.Word} calls` lists the latest; a call is there a moment after its end."),
        ("/api/providers/", $"`{Program.Word} providers list` shows them."),
    ];

    private readonly HttpClient _http;
    private readonly GatewayAddress _address;

    public GatewayClient(GatewayAddress address)
    {
        _address = address;
        _http = new HttpClient { BaseAddress = address.Url, Timeout = Timeout.InfiniteTimeSpan };
        if (address.Key is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", address.Key);
        }
    }

    /// <summary>GET; the answer is never null.</summary>
    public Task<JsonNode> GetAsync(string path, CancellationToken ct) => SendAsync(HttpMethod.Get, path, null, ct);

    /// <summary>A list of at most so many items, page after page; `next` in the answer says that more follow.</summary>
    public async Task<JsonNode> ListAsync(string path, int limit, CancellationToken ct)
    {
        var items = new JsonArray();
        string? cursor = null;
        do
        {
            var rows = Math.Min(limit - items.Count, LargestPage);
            var page = await GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={rows}{(cursor is null ? string.Empty : $"&cursor={Uri.EscapeDataString(cursor)}")}", ct);
            foreach (var item in page["items"] as JsonArray ?? [])
            {
                items.Add(item?.DeepClone());
            }

            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null && items.Count < limit);
        var all = new JsonObject { ["items"] = items };
        if (cursor is not null)
        {
            all["next"] = cursor;
        }

        return all;
    }

    /// <summary>POST with a JSON body.</summary>
    public Task<JsonNode> PostAsync(string path, JsonNode? body, CancellationToken ct) => SendAsync(HttpMethod.Post, path, body, ct);

    /// <summary>DELETE.</summary>
    public Task<JsonNode> DeleteAsync(string path, CancellationToken ct) => SendAsync(HttpMethod.Delete, path, null, ct);

    /// <summary>Any method.</summary>
    public async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken ct)
    {
        using var reply = await SendRawAsync(method, path, body?.ToJsonString(), ct);
        var text = await reply.Content.ReadAsStringAsync(ct);
        return text.Length == 0 ? new JsonObject() : Parse(text) ?? new JsonObject();
    }

    /// <summary>Any method; the answer as it comes, its headers read. The caller disposes it.</summary>
    public async Task<HttpResponseMessage> SendRawAsync(HttpMethod method, string path, string? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return await SendRawAsync(path, request, ct);
    }

    /// <summary>POST of a file with its signature.</summary>
    public async Task<JsonNode> PostFileAsync(string path, byte[] file, byte[] signature, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(file) };
        request.Headers.Add("x-tollgate-signature", Convert.ToBase64String(signature));
        using var reply = await SendRawAsync(path, request, ct);
        return Parse(await reply.Content.ReadAsStringAsync(ct)) ?? new JsonObject();
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendRawAsync(string path, HttpRequestMessage request, CancellationToken ct)
    {
        HttpResponseMessage reply;
        try
        {
            reply = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        }
        catch (HttpRequestException fault)
        {
            throw new CliFault(ExitCode.Unreachable, $"No gateway answers at {_address.Url} ({fault.Message}). Start one with `{Program.Word} serve`, or name another with --url.");
        }

        if (reply.IsSuccessStatusCode)
        {
            return reply;
        }

        using (reply)
        {
            throw await FaultAsync(path, reply, ct);
        }
    }

    private async Task<CliFault> FaultAsync(string path, HttpResponseMessage reply, CancellationToken ct)
    {
        var problem = Parse(await reply.Content.ReadAsStringAsync(ct));
        var sentence = problem?["detail"]?.GetValue<string>() ?? $"The gateway answered {(int)reply.StatusCode}.";
        return reply.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when _address.Key is null =>
                new CliFault(ExitCode.Unauthorized, $"{sentence} Sign in with `{Program.Word} login`, or set TOLLGATE_KEY."),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new CliFault(ExitCode.Unauthorized, sentence),
            HttpStatusCode.NotFound => new CliFault(ExitCode.NotFound, $"{sentence} {NotFoundHelp.FirstOrDefault(one => path.StartsWith(one.Path, StringComparison.Ordinal)).Help}".TrimEnd()),
            HttpStatusCode.Conflict => new CliFault(ExitCode.Conflict, sentence),
            _ => new CliFault(ExitCode.Refused, sentence),
        };
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
