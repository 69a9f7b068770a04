using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Tollgate.Callers.SignIn;

/// <summary>What a request brings to sign in with, in the order of the contract. Reading allocates nothing unless `?key=` is used.</summary>
internal struct Credentials
{
    /// <summary>The header that wins over all others.</summary>
    public const string OwnHeader = "x-tollgate-api-key";

    private const string BearerScheme = "Bearer ";
    private const string BasicScheme = "Basic ";

    private CredentialList list;

    /// <summary>Index of the credential in the gateway's own header; -1 when it is absent.</summary>
    public int Own { get; private set; }

    /// <summary>Index of the credential in `Authorization`; -1 when it is absent.</summary>
    public int Authorization { get; private set; }

    /// <summary>
    /// Whether exactly one `Authorization` is there, whatever its scheme, that holds no gateway key: neither in a second credential behind a
    /// comma nor inside a Basic one. Only told beside a key in the gateway's own header.
    /// </summary>
    public bool HasOneAuthorization { get; private set; }

    /// <summary>That `Authorization`; null when there is none that may go on.</summary>
    public string? ClientAuthorization { get; private set; }

    /// <summary>The different credentials.</summary>
    public readonly CredentialList List => list;

    /// <summary>Reads them from a request.</summary>
    public static Credentials Read(HttpRequest request)
    {
        var headers = request.Headers;
        var credentials = default(Credentials);
        credentials.Own = credentials.Add(headers[OwnHeader]);
        credentials.HasOneAuthorization = credentials.Own >= 0 && headers.Authorization.Count == 1 && IsClients(headers.Authorization[0]);
        credentials.ClientAuthorization = credentials.HasOneAuthorization ? headers.Authorization[0] : null;
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

    private static bool IsClients(ReadOnlySpan<char> authorization)
    {
        if (authorization.Contains(',') || GatewayKey.StandsIn(authorization))
        {
            return false;
        }

        var text = authorization.Trim();
        if (!text.StartsWith(BasicScheme, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var coded = text[BasicScheme.Length..].Trim();
        var plain = new byte[coded.Length];
        return Convert.TryFromBase64Chars(coded, plain, out var length) && !GatewayKey.StandsIn(System.Text.Encoding.UTF8.GetString(plain, 0, length));
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
