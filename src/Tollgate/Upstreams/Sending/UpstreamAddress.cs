using System.Collections.Concurrent;
using Tollgate.Core;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Upstreams.Sending;

/// <summary>Makes the address of a call. Addresses that repeat are made once.</summary>
internal sealed class UpstreamAddress
{
    /// <summary>Addresses kept; a client that varies its query gains nothing by filling it.</summary>
    private const int MaxKept = 1024;

    /// <summary>Clients of the current and the older path prefix of Gemini.</summary>
    private const string DefaultVersion = "v1beta";

    private static readonly UriCreationOptions AsIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly ConcurrentDictionary<string, Uri> _kept = new(StringComparer.Ordinal);

    /// <summary>
    /// The address of a surface.
    /// </summary>
    /// <param name="deployment">The account.</param>
    /// <param name="surface">A surface that its provider serves.</param>
    /// <param name="isStreamed">Whether the streamed form is meant.</param>
    /// <param name="model">The account's name of the model, for paths that hold it.</param>
    /// <param name="version">The version in the client's path, for paths that hold it.</param>
    /// <param name="query">The client's query, with or without "?".</param>
    public Uri Of(Deployment deployment, Surface surface, bool isStreamed, string? model, string? version, string? query)
    {
        var row = deployment.Catalogue.Find(surface) ?? throw new ArgumentException($"{deployment.Provider} does not serve {surface}.", nameof(surface));
        var template = isStreamed && row.StreamPath is not null ? row.StreamPath : row.Path;
        var path = template.Contains('{', StringComparison.Ordinal) ? Fill(template, model, version) : template;
        return Join(deployment, surface, path, query);
    }

    /// <summary>The address of a pass-through route; the path was checked by <see cref="Routes.PathCheck"/> and has its prefix taken off.</summary>
    public Uri OfPath(Deployment deployment, string path, string? query) => Join(deployment, Surface.PassThrough, path, query);

    private Uri Join(Deployment deployment, Surface surface, string path, string? query)
    {
        var style = deployment.AuthOn(surface);
        var key = style == AuthStyle.Query && deployment.Credentials == CredentialSource.Gateway ? deployment.Key : null;
        var text = string.Concat(deployment.Root, path, QueryText.Clean(query, key));
        if (key is not null || text.Length > 512)
        {
            return new Uri(text, AsIs);
        }

        if (_kept.TryGetValue(text, out var known))
        {
            return known;
        }

        var made = new Uri(text, AsIs);
        return _kept.Count < MaxKept ? _kept.GetOrAdd(text, made) : made;
    }

    private static string Fill(string template, string? model, string? version) => template
        .Replace("{version}", version ?? DefaultVersion, StringComparison.Ordinal)
        .Replace("{model}", Uri.EscapeDataString(model ?? ""), StringComparison.Ordinal);
}
