using System.Collections.Concurrent;
using System.Net;

namespace Tollgate.Client.Tests.Calls;

/// <summary>Answers as a gateway would, without a network.</summary>
internal sealed class StubGateway(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    /// <summary>What came, in its order.</summary>
    public ConcurrentQueue<HttpRequestMessage> Requests { get; } = new();

    /// <summary>An answer with headers, NAME=VALUE.</summary>
    public static HttpResponseMessage Answer(HttpStatusCode status, string body, params string[] headers)
    {
        var reply = new HttpResponseMessage(status) { Content = new StringContent(body) };
        foreach (var header in headers)
        {
            var equals = header.IndexOf('=', StringComparison.Ordinal);
            reply.Headers.Add(header[..equals], header[(equals + 1)..]);
        }

        return reply;
    }

    /// <summary>A plain answer that cost something.</summary>
    public static HttpResponseMessage Paid(string cost, string id = "01998f3c-0000-7000-8000-000000000001") => Answer(
        HttpStatusCode.OK,
        "hello",
        $"x-tollgate-request-id={id}",
        $"x-tollgate-cost={cost}",
        "x-tollgate-model-used=sonnet",
        "x-tollgate-tokens-input=1000",
        "x-tollgate-tokens-output=500",
        "x-tollgate-budget-status=warn",
        "x-tollgate-budget-remaining=0.25",
        "x-tollgate-max-output=700",
        "x-tollgate-guard=warn pii/email");

    /// <summary>A refusal for a spent budget.</summary>
    public static HttpResponseMessage Spent(HttpStatusCode status, string body) => Answer(
        status,
        body,
        "x-tollgate-request-id=01998f3c-0000-7000-8000-000000000009",
        "x-tollgate-budget-status=exceeded",
        "x-should-retry=false");

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Send(request, cancellationToken));
    }

    /// <inheritdoc/>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return answer(request);
    }
}
