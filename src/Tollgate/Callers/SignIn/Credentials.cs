using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Tollgate.Callers.SignIn;

/// <summary>What a request brings to sign in with, in the order of the contract. Reading allocates nothing unless `?key=` is used.</summary>
internal struct Credentials
{
    /// <summary>The header that wins over all others.</summary>
    public const string OwnHeader = "x-tollgate-api-key";

    private const string BearerScheme = "Bearer ";

    private CredentialList list;

    /// <summary>Index of the credential in the gateway's own header; -1 when it is absent.</summary>
    public int Own { get; private set; }

    /// <summary>Index of the credential in `Authorization`; -1 when it is absent.</summary>
    public int Authorization { get; private set; }

    /// <summary>Whether exactly one `Authorization` header is there, whatever its scheme.</summary>
    public bool HasOneAuthorization { get; private set; }

    /// <summary>The different credentials.</summary>
    public readonly CredentialList List => list;

    /// <summary>Reads them from a request.</summary>
    public static Credentials Read(HttpRequest request)
    {
        var headers = request.Headers;
        var credentials = new Credentials { HasOneAuthorization = headers.Authorization.Count == 1 };
        credentials.Own = credentials.Add(headers[OwnHeader]);
        credentials.Authorization = credentials.AddBearer(headers.Authorization);
        credentials.Add(headers["x-api-key"]);
        credentials.Add(headers["x-goog-api-key"]);
        credentials.Add(headers["api-key"]);
        if (request.QueryString.Value is { } query && query.Contains("key=", StringComparison.OrdinalIgnoreCase))
        {
            credentials.Add(request.Query["key"]);
        }

        return credentials;
    }

    private int Add(StringValues values)
    {
        var first = -1;
        for (var i = 0; i < values.Count; i++)
        {
            var index = list.Add(values[i].AsMemory().Trim());
            first = first < 0 ? index : first;
        }

        return first;
    }

    private int AddBearer(StringValues values)
    {
        var first = -1;
        for (var i = 0; i < values.Count; i++)
        {
            var value = values[i].AsMemory().Trim();
            var hasScheme = value.Span.StartsWith(BearerScheme, StringComparison.OrdinalIgnoreCase);
            if (hasScheme || GatewayKey.HasPrefix(value.Span))
            {
                var index = list.Add(hasScheme ? value[BearerScheme.Length..].Trim() : value);
                first = first < 0 ? index : first;
            }
        }

        return first;
    }
}
