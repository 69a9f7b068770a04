using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Tollgate.Client.Calls;

/// <summary>
/// Tags the turns of any <see cref="IChatClient"/> whose requests go through a <see cref="TollgateHandler"/>, puts what they cost into the response
/// (<see cref="TollgateChatExtensions.Costs(ChatResponse)"/>), and turns the refusal for a spent budget into a <see cref="BudgetSpentException"/>.
/// </summary>
/// <param name="inner">The client below.</param>
/// <param name="options">How it works; null for the defaults.</param>
public sealed class TollgateChatClient(IChatClient inner, TollgateChatOptions? options = null) : DelegatingChatClient(inner)
{
    private readonly TollgateChatOptions _options = options ?? new TollgateChatOptions();

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (scope, plain) = Begin(options);
        scope.Enter();
        try
        {
            var response = await base.GetResponseAsync(messages, plain, cancellationToken).ConfigureAwait(false);
            (response.AdditionalProperties ??= [])[CallCosts.Key] = scope.Costs;
            return response;
        }
        catch (Exception fault) when (IsSpent(scope, fault))
        {
            throw scope.Spent!.ToException(fault, scope.Costs);
        }
        finally
        {
            Record(scope);
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (scope, plain) = Begin(options);
        try
        {
            ChatResponseUpdate? last = null;
            scope.Enter();
            await using var updates = base.GetStreamingResponseAsync(messages, plain, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await NextAsync(scope, updates).ConfigureAwait(false))
            {
                yield return last = updates.Current;
            }

            await FinishAsync(scope, cancellationToken).ConfigureAwait(false);
            yield return Last(last, scope.Costs);
        }
        finally
        {
            Record(scope);
        }
    }

    /// <summary>The code of whoever reads the stream runs between two pieces and does not belong to the turn: the scope is entered again for each.</summary>
    private static async ValueTask<bool> NextAsync(CallScope scope, IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        scope.Enter();
        try
        {
            return await updates.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception fault) when (IsSpent(scope, fault))
        {
            throw scope.Spent!.ToException(fault, scope.Costs);
        }
    }

    private static bool IsSpent(CallScope scope, Exception fault) => scope.Spent is not null && fault is not (OperationCanceledException or BudgetSpentException);

    /// <summary>A piece without content behind the last one: it carries what is known only then. It names no message, so what it carries becomes the response's.</summary>
    private static ChatResponseUpdate Last(ChatResponseUpdate? before, CallCosts costs) => new()
    {
        Role = before?.Role,
        AuthorName = before?.AuthorName,
        ResponseId = before?.ResponseId,
        ConversationId = before?.ConversationId,
        ModelId = before?.ModelId,
        CreatedAt = before?.CreatedAt,
        AdditionalProperties = new AdditionalPropertiesDictionary { [CallCosts.Key] = costs },
    };

    private (CallScope Scope, ChatOptions? Plain) Begin(ChatOptions? options)
    {
        var (tags, rest) = TurnTags.Take(options);
        return (new CallScope(tags.Over(_options.Tags).Over(CallScope.Current?.Tags)), rest);
    }

    private async Task FinishAsync(CallScope scope, CancellationToken ct)
    {
        foreach (var trace in scope.Traces)
        {
            trace.ReadTrailers();
            if (_options.AsksForStreamCosts)
            {
                await trace.AskAsync(ct).ConfigureAwait(false);
            }
        }
    }

    private void Record(CallScope scope)
    {
        if (_options.Book is not { } book)
        {
            return;
        }

        foreach (var receipt in scope.Costs.Receipts)
        {
            if (ReceiptEntry.Of(receipt, scope.Tags, _options.Time.GetUtcNow()) is { } entry)
            {
                book.Record(entry);
            }
        }
    }
}
