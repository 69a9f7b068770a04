using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tollgate.TestKit.Bills;

namespace Tollgate.TestKit.Provider;

/// <summary>What a fake provider keeps for later, account by account: stored responses and other objects; and the list of models.</summary>
internal sealed class FakeObjects
{
    private static readonly (string Path, string Prefix)[] Kinds =
    [
        ("/files", "file-"), ("/conversations", "conv_"), ("/vector_stores", "vs_"), ("/uploads", "upload_"), ("/containers", "cntr_"),
        ("/messages/batches", "msgbatch_"), ("/batches", "batch_"), ("/cachedContents", "cachedContents/"),
    ];

    private readonly ConcurrentDictionary<(string Account, string Id), (byte[] Body, long Tokens)> _responses = new();
    private int _made;

    /// <summary>Stores a response.</summary>
    public void Store(string account, string id, ReadOnlyMemory<byte> body, long tokens) => _responses[(account, id)] = (body.ToArray(), tokens);

    /// <summary>How many tokens a stored response and what led to it count; negative when it is not stored.</summary>
    public long TokensOf(string account, string id) => _responses.TryGetValue((account, id), out var stored) ? stored.Tokens : -1;

    /// <summary>Answers requests for stored things.</summary>
    public async Task<bool> TryHandleAsync(HttpContext http, string path, string dialect, string account, FakePriceList prices)
    {
        var responses = path.LastIndexOf("/responses/", StringComparison.Ordinal);
        if (responses >= 0)
        {
            return await TryStoredAsync(http, account, path[(responses + 11)..]);
        }

        foreach (var (place, prefix) in Kinds)
        {
            var at = path.LastIndexOf(place, StringComparison.Ordinal);
            if (at >= 0 && (path.Length == at + place.Length || path[at + place.Length] == '/'))
            {
                return await TryObjectAsync(http, account, path[(at + place.Length)..].TrimStart('/'), prefix);
            }
        }

        if (!HttpMethods.IsGet(http.Request.Method) || !path.Contains("/models", StringComparison.Ordinal))
        {
            return false;
        }

        using var bytes = new EventBuffer();
        var rest = path[(path.LastIndexOf("/models", StringComparison.Ordinal) + 7)..].Trim('/');
        var known = prices.All.Where(price => rest.Length == 0 || price.Model == rest).ToArray();
        if (known.Length == 0)
        {
            return false;
        }

        WriteModels(bytes.Whole(), dialect, known, isSingle: rest.Length > 0);
        bytes.EndWhole();
        await SendAsync(http, bytes.Bytes);
        return true;
    }

    /// <summary>Makes an object of a kind, or answers for one that was made.</summary>
    private async Task<bool> TryObjectAsync(HttpContext http, string account, string rest, string prefix)
    {
        if (rest.Length > 0)
        {
            return await TryStoredAsync(http, account, (prefix.EndsWith('/') ? prefix : "") + rest.Split('/')[0]);
        }

        if (!HttpMethods.IsPost(http.Request.Method))
        {
            return false;
        }

        var id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}made{Interlocked.Increment(ref _made)}x{Guid.NewGuid():n}");
        var body = System.Text.Encoding.UTF8.GetBytes($"{{\"id\":\"{id}\",\"name\":\"{id}\"}}");
        Store(account, id, body, 0);
        await SendAsync(http, body);
        return true;
    }

    private async Task<bool> TryStoredAsync(HttpContext http, string account, string id)
    {
        if (HttpMethods.IsDelete(http.Request.Method) && _responses.TryRemove((account, id), out _))
        {
            await SendAsync(http, System.Text.Encoding.UTF8.GetBytes($"{{\"id\":\"{id}\",\"object\":\"response\",\"deleted\":true}}"));
            return true;
        }

        if (HttpMethods.IsGet(http.Request.Method) && _responses.TryGetValue((account, id), out var stored))
        {
            await SendAsync(http, stored.Body);
            return true;
        }

        return false;
    }

    private static void WriteModels(Utf8JsonWriter json, string dialect, FakePrice[] models, bool isSingle)
    {
        if (!isSingle)
        {
            json.WriteStartObject();
            json.WriteStartArray(dialect == "gemini" ? "models" : "data");
        }

        foreach (var model in models)
        {
            WriteModel(json, dialect, model);
        }

        if (!isSingle)
        {
            json.WriteEndArray();
            if (dialect == "openai")
            {
                json.WriteString("object", "list");
            }
            else if (dialect == "anthropic")
            {
                json.WriteBoolean("has_more", false);
                json.WriteString("first_id", models[0].Model);
                json.WriteString("last_id", models[^1].Model);
            }

            json.WriteEndObject();
        }
    }

    private static void WriteModel(Utf8JsonWriter json, string dialect, FakePrice model)
    {
        json.WriteStartObject();
        switch (dialect)
        {
            case "anthropic":
                json.WriteString("type", "model");
                json.WriteString("id", model.Model);
                json.WriteString("display_name", model.Model);
                json.WriteString("created_at", "2026-01-01T00:00:00Z");
                break;
            case "gemini":
                json.WriteString("name", "models/" + model.Model);
                json.WriteNumber("inputTokenLimit", model.ContextWindow);
                json.WriteNumber("outputTokenLimit", model.MaxOutput);
                break;
            default:
                json.WriteString("id", model.Model);
                json.WriteString("object", "model");
                json.WriteNumber("created", 1_767_225_600);
                json.WriteString("owned_by", "fake");
                break;
        }

        json.WriteEndObject();
    }

    private static async Task SendAsync(HttpContext http, ReadOnlyMemory<byte> body)
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
