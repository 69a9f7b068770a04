using Microsoft.Extensions.AI;

namespace Tollgate.Client.Calls;

/// <summary>Tollgate in the pipeline of a chat client.</summary>
public static class TollgateChatExtensions
{
    /// <summary>
    /// This client with tags, costs and the exception for a spent budget. In a <c>ChatClientBuilder</c> it is <c>builder.Use(inner => inner.UseTollgate(options))</c>; above what
    /// calls functions it sums all rounds of a turn, below it each round is a turn.
    /// </summary>
    public static IChatClient UseTollgate(this IChatClient client, TollgateChatOptions? options = null) => new TollgateChatClient(client, options);

    /// <summary>Tags one turn; what it says goes before the tags of the client.</summary>
    /// <returns>The same options.</returns>
    public static ChatOptions WithTags(this ChatOptions options, CallTags tags)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(tags);
        (options.AdditionalProperties ??= [])[TurnTags.Key] = tags;
        return options;
    }

    /// <summary>What a turn cost; null when no <see cref="TollgateChatClient"/> was in the pipeline.</summary>
    public static CallCosts? Costs(this ChatResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return Find(response.AdditionalProperties);
    }

    /// <summary>What a streamed turn cost, on its last piece; null on the others.</summary>
    public static CallCosts? Costs(this ChatResponseUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        return Find(update.AdditionalProperties);
    }

    private static CallCosts? Find(AdditionalPropertiesDictionary? properties) =>
        properties is not null && properties.TryGetValue(CallCosts.Key, out var found) ? found as CallCosts : null;
}
