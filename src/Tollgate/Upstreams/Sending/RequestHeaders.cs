using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Upstreams.Sending;

/// <summary>Puts the headers on a request: the client's that may pass, the account's own, the key.</summary>
internal static class RequestHeaders
{
    private const string ContentType = "Content-Type";
    private const string IdempotencyKey = "Idempotency-Key";

    /// <summary>Fills in the headers of a request.</summary>
    public static void Apply(UpstreamCall call, HttpRequestMessage message)
    {
        var headers = message.Headers;
        var client = call.ClientHeaders;
        if (client is not null)
        {
            Copy(client, call.Deployment.Catalogue.RequestHeaders, headers);
        }

        headers.TryAddWithoutValidation("Accept-Encoding", AcceptEncoding.For(client?.AcceptEncoding.ToString(), call.IsStreamed));
        if (message.Content is { } content)
        {
            var type = client?.ContentType.ToString();
            content.Headers.TryAddWithoutValidation(ContentType, string.IsNullOrEmpty(type) || !HeaderValue.IsSafe(type) ? "application/json" : type);
        }

        ScopeIdempotency(call, headers);
        AddOwn(call.Deployment, headers);
        AddKey(call, headers);
    }

    private static void Copy(IHeaderDictionary from, HeaderList allowed, HttpRequestHeaders to)
    {
        var connection = from.Connection.ToString();
        foreach (var header in from)
        {
            if (!allowed.Allows(header.Key) || IsNamedBy(connection, header.Key) || header.Key.Equals(ContentType, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            foreach (var value in header.Value)
            {
                if (value is not null && HeaderValue.IsSafe(value))
                {
                    to.TryAddWithoutValidation(header.Key, value);
                }
            }
        }
    }

    /// <summary>With the account's key, the provider sees one client: an idempotency key is only its sender's when it says whose it is.</summary>
    private static void ScopeIdempotency(UpstreamCall call, HttpRequestHeaders headers)
    {
        if (call.IdempotencyScope == Guid.Empty || call.Deployment.Credentials == CredentialSource.Client || !headers.NonValidated.TryGetValues(IdempotencyKey, out var values))
        {
            return;
        }

        var own = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{call.IdempotencyScope:n} {values}")));
        headers.Remove(IdempotencyKey);
        headers.TryAddWithoutValidation(IdempotencyKey, own);
    }

    private static void AddOwn(Deployment deployment, HttpRequestHeaders headers)
    {
        foreach (var header in deployment.Headers)
        {
            headers.Remove(header.Key);
            headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        foreach (var header in deployment.Catalogue.DefaultHeaders)
        {
            if (!headers.NonValidated.Contains(header.Key))
            {
                headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }
    }

    private static void AddKey(UpstreamCall call, HttpRequestHeaders headers)
    {
        var deployment = call.Deployment;
        if (deployment.Credentials == CredentialSource.Client)
        {
            if (call.ClientAuthorization is { } own && HeaderValue.IsSafe(own))
            {
                headers.TryAddWithoutValidation("Authorization", own);
            }

            return;
        }

        var style = deployment.AuthOn(call.Surface);
        if (deployment.Key is { } key && AuthStyles.Header(style) is { } name)
        {
            headers.TryAddWithoutValidation(name, style == AuthStyle.Bearer ? key.Bearer : key.Reveal());
        }
    }

    /// <summary>Whether the client's Connection header makes this header one of its hop.</summary>
    private static bool IsNamedBy(ReadOnlySpan<char> connection, string name)
    {
        if (connection.IsEmpty)
        {
            return false;
        }

        foreach (var range in connection.Split(','))
        {
            if (connection[range].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
