using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tollgate.TestKit.Bills;

namespace Tollgate.TestKit.Provider;

/// <summary>What a fake provider keeps for later: stored responses, and the list of models.</summary>
internal sealed class FakeObjects
{
    private readonly ConcurrentDictionary<string, (byte[] Body, long Tokens)> _responses = new();

    /// <summary>Stores a response.</summary>
    public void Store(string id, ReadOnlyMemory<byte> body, long tokens) => _responses[id] = (body.ToArray(), tokens);

    /// <summary>How many tokens a stored response and what led to it count; negative when it is not stored.</summary>
    public long TokensOf(string id) => _responses.TryGetValue(id, out var stored) ? stored.Tokens : -1;

    /// <summary>Answers requests for stored things.</summary>
    public async Task<bool> TryHandleAsync(HttpContext http, string path, string dialect, FakePriceList prices)
    {
        var responses = path.LastIndexOf("/responses/", StringComparison.Ordinal);
        if (responses >= 0)
        {
            return await TryResponseAsync(http, path[(responses + 11)..]);
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

    private async Task<bool> TryResponseAsync(HttpContext http, string id)
    {
        if (HttpMethods.IsDelete(http.Request.Method) && _responses.TryRemove(id, out _))
        {
            await SendAsync(http, System.Text.Encoding.UTF8.GetBytes($"{{\"id\":\"{id}\",\"object\":\"response\",\"deleted\":true}}"));
            return true;
        }

        if (HttpMethods.IsGet(http.Request.Method) && _responses.TryGetValue(id, out var stored))
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
