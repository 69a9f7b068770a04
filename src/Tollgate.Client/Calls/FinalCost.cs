using System.Net;

namespace Tollgate.Client.Calls;

/// <summary>Asks a gateway what a call cost in the end, with the key that the call was made with.</summary>
internal sealed class FinalCost
{
    private const string OwnCalls = "api/me/calls/";

    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _send;
    private readonly Uri _gateway;
    private readonly Version _version;
    private readonly HttpVersionPolicy _policy;
    private readonly (string Name, string Value)? _key;

    /// <summary>Remembers of a request what is needed to ask about it later.</summary>
    public FinalCost(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send, Uri gateway, HttpRequestMessage request)
    {
        (_send, _gateway, _version, _policy) = (send, gateway, request.Version, request.VersionPolicy);
        foreach (var name in GatewayHeaders.Keys)
        {
            if (request.Headers.Text(name) is { } value)
            {
                _key = (name, value);
                return;
            }
        }
    }

    /// <summary>What is on record of a call, as JSON; null where the gateway does not say.</summary>
    public async Task<byte[]?> AskAsync(Guid requestId, CancellationToken ct)
    {
        if (_key is not { } key)
        {
            return null;
        }

        using var question = new HttpRequestMessage(HttpMethod.Get, new Uri(_gateway, OwnCalls + requestId)) { Version = _version, VersionPolicy = _policy };
        _ = question.Headers.TryAddWithoutValidation(key.Name, key.Value);
        try
        {
            using var answer = await _send(question, ct).ConfigureAwait(false);
            return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsByteArrayAsync(ct).ConfigureAwait(false) : null;
        }
        catch (HttpRequestException)
        {
            // The call itself was answered; what it cost is then not known here, and the receipt says so.
            return null;
        }
    }
}
