using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Upstreams.Sending;

/// <summary>Carries a provider's headers to the client: those that the catalogue allows, never cookies or what belongs to one hop.</summary>
internal static class ReplyHeaders
{
    /// <summary>Copies the headers of an answer.</summary>
    public static void Copy(HttpResponseMessage from, CatalogueProvider provider, IHeaderDictionary to)
    {
        Copy(from.Headers.NonValidated, provider.ResponseHeaders, to);
        Copy(from.Content.Headers.NonValidated, provider.ResponseHeaders, to);
    }

    private static void Copy(HttpHeadersNonValidated from, HeaderList allowed, IHeaderDictionary to)
    {
        foreach (var header in from)
        {
            if (allowed.Allows(header.Key) && Safe(header.Value) is { Count: > 0 } values)
            {
                to[header.Key] = values;
            }
        }
    }

    private static StringValues Safe(HeaderStringValues values)
    {
        var safe = StringValues.Empty;
        foreach (var value in values)
        {
            if (HeaderValue.IsSafe(value))
            {
                safe = StringValues.Concat(safe, value);
            }
        }

        return safe;
    }
}
