namespace Tollgate.Client.Calls;

/// <summary>
/// Stands between a client library and the network: it puts tags into the requests to a gateway and reads what the answers say of cost. Give it to the
/// <see cref="HttpClient"/> of any library; <see cref="TollgateChatClient"/> joins what it hears with the turn that caused it. It changes no body.
/// </summary>
public sealed class TollgateHandler : DelegatingHandler
{
    /// <summary>A handler above another one.</summary>
    public TollgateHandler(HttpMessageHandler inner)
        : base(inner)
    {
    }

    /// <summary>A handler above a connection pool of its own.</summary>
    public TollgateHandler()
        : this(new SocketsHttpHandler())
    {
    }

    /// <summary>Where the gateway is, as far as it is in front of <c>/v1</c>; requests to elsewhere pass untouched. Null: every request goes to it, and it is at the root.</summary>
    public Uri? Gateway { get; init; }

    /// <summary>Tags of every request, where the turn says nothing else.</summary>
    public CallTags Tags { get; init; } = CallTags.None;

    /// <summary>Hears of every answer of the gateway as its headers come. It must be quick and safe for several threads.</summary>
    public Action<CallReceipt>? Heard { get; init; }

    /// <summary>
    /// Whether a spent budget is a <see cref="BudgetSpentException"/> outside of a <see cref="TollgateChatClient"/> too. A client library that sends again
    /// after any exception would then try again; off, it sees the answer, which says that a retry cannot help.
    /// </summary>
    public bool ThrowsWhenSpent { get; init; }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!IsForGateway(request))
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        Stamp(request);
        var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!SpentBudget.IsLikely(answer))
        {
            return Note(request, answer, null);
        }

        await answer.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        return Note(request, answer, await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!IsForGateway(request))
        {
            return base.Send(request, cancellationToken);
        }

        Stamp(request);
        var answer = base.Send(request, cancellationToken);
        return Note(request, answer, SpentBudget.IsLikely(answer) ? Buffered(answer, cancellationToken) : null);
    }

    /// <summary>The body of an answer, which can be read again afterwards.</summary>
    private static byte[] Buffered(HttpResponseMessage answer, CancellationToken ct)
    {
        using var copy = new MemoryStream();
        answer.Content.CopyTo(copy, null, ct);
        var whole = new ByteArrayContent(copy.ToArray());
        foreach (var (name, values) in answer.Content.Headers)
        {
            _ = whole.Headers.TryAddWithoutValidation(name, values);
        }

        answer.Content = whole;
        return copy.ToArray();
    }

    private bool IsForGateway(HttpRequestMessage request) => Gateway is null || (request.RequestUri is { } uri && Root(Gateway).IsBaseOf(uri));

    private void Stamp(HttpRequestMessage request) => (CallScope.Current?.Tags ?? CallTags.None).Over(Tags).Stamp(request.Headers);

    private HttpResponseMessage Note(HttpRequestMessage request, HttpResponseMessage answer, byte[]? body)
    {
        if (CallTrace.Read(answer) is not { } receipt)
        {
            return answer;
        }

        var spent = body is null ? null : SpentBudget.Read(body, receipt.RequestId);
        Heard?.Invoke(receipt);
        if (CallScope.Current is { } scope)
        {
            scope.Add(new CallTrace(receipt, answer, new FinalCost(base.SendAsync, Gateway is null ? new Uri(request.RequestUri!, "/") : Root(Gateway), request)), spent);
            return answer;
        }

        if (spent is null || !ThrowsWhenSpent)
        {
            return answer;
        }

        answer.Dispose();
        throw spent.ToException();
    }

    private static Uri Root(Uri gateway) => gateway.AbsoluteUri.EndsWith('/') ? gateway : new Uri(gateway.AbsoluteUri + "/");
}
