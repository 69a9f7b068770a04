using Microsoft.Extensions.AI;

namespace Tollgate.Client.Tests.Calls;

/// <summary>A chat client that asks another one before it asks its own, as one whose tool is an agent does.</summary>
internal sealed class NestedChat(IChatClient other, IChatClient own) : DelegatingChatClient(own)
{
    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        await other.GetResponseAsync(messages, null, cancellationToken);
        return await base.GetResponseAsync(messages, options, cancellationToken);
    }
}
