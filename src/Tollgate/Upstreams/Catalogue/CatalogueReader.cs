using System.Text.Json;
using Tollgate.Core;
using Tollgate.Dialects.Replies;
using Tollgate.Dialects.Requests;

namespace Tollgate.Upstreams.Catalogue;

/// <summary>Turns an entry of catalog/providers.json into a record.</summary>
internal sealed class CatalogueReader(JsonElement root)
{
    private readonly IReadOnlyList<string> _request = Texts(root, "request_headers");
    private readonly IReadOnlyList<string> _response = Texts(root, "response_headers");

    /// <summary>Reads one provider.</summary>
    public CatalogueProvider Read(JsonElement entry)
    {
        var auth = Auth(entry, AuthStyle.Bearer);
        return new CatalogueProvider
        {
            Id = Text(entry, "id")!,
            DisplayName = Text(entry, "name")!,
            BaseAddress = Text(entry, "base_url") is { } address ? new Uri(address) : null,
            AddressVariables = Texts(entry, "base_url_env"),
            AddressSuffix = Text(entry, "base_url_suffix") ?? "",
            Auth = auth,
            KeyVariables = Texts(entry, "key_env"),
            NeedsKey = Flag(entry, "needs_key", true),
            IsLocal = Flag(entry, "is_local", false),
            RefusesStreamOptions = Flag(entry, "refuses_stream_options", false),
            Prefixes = Texts(entry, "prefixes"),
            DefaultHeaders = Headers(entry),
            Surfaces = Surfaces(entry.GetProperty("surfaces"), auth),
            CheckPath = Text(entry.GetProperty("check"), "path")!,
            ModelsPath = Text(entry.GetProperty("check"), "models"),
            RequestHeaders = new HeaderList([.. _request, .. Texts(entry, "request_headers")]),
            ResponseHeaders = new HeaderList([.. _response, .. Texts(entry, "response_headers")]),
            Source = Text(entry, "source"),
        };
    }

    private static CatalogueSurface?[] Surfaces(JsonElement map, AuthStyle auth)
    {
        var surfaces = new CatalogueSurface?[SurfaceNames.Count];
        foreach (var property in map.EnumerateObject())
        {
            if (!SurfaceNames.TryParse(property.Name, out var surface))
            {
                throw new JsonException($"'{property.Name}' is not a surface.");
            }

            var row = property.Value;
            surfaces[(int)surface] = new CatalogueSurface(
                surface, Text(row, "path")!, Text(row, "stream_path"), Auth(row, auth), Limit(Text(row, "output_limit")), Containment(Texts(row, "quirks")));
        }

        return surfaces;
    }

    private static UsageContainment Containment(IReadOnlyList<string> quirks) =>
        UsageContainment.TryParse(quirks, out var containment, out var unknown) ? containment : throw new JsonException($"'{unknown}' is not a quirk of a usage report.");

    private static OutputLimitField Limit(string? name) => name switch
    {
        null => OutputLimitField.None,
        "max_tokens" => OutputLimitField.MaxTokens,
        "max_completion_tokens" => OutputLimitField.MaxCompletionTokens,
        "max_output_tokens" => OutputLimitField.MaxOutputTokens,
        "generation_config" => OutputLimitField.GenerationConfig,
        _ => throw new JsonException($"'{name}' is not a field that carries an output limit."),
    };

    private static List<KeyValuePair<string, string>> Headers(JsonElement entry)
    {
        var headers = new List<KeyValuePair<string, string>>();
        if (entry.TryGetProperty("default_headers", out var map))
        {
            foreach (var property in map.EnumerateObject())
            {
                headers.Add(new(property.Name, property.Value.GetString()!));
            }
        }

        return headers;
    }

    private static AuthStyle Auth(JsonElement entry, AuthStyle fallback)
    {
        if (Text(entry, "auth") is not { } name)
        {
            return fallback;
        }

        return AuthStyles.TryParse(name, out var style) ? style : throw new JsonException($"'{name}' is not a way to send a key.");
    }

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static bool Flag(JsonElement entry, string name, bool fallback) =>
        entry.TryGetProperty(name, out var value) ? value.GetBoolean() : fallback;

    private static string[] Texts(JsonElement entry, string name)
    {
        if (!entry.TryGetProperty(name, out var list))
        {
            return [];
        }

        var texts = new List<string>();
        foreach (var item in list.EnumerateArray())
        {
            texts.Add(item.GetString()!);
        }

        return [.. texts];
    }
}
