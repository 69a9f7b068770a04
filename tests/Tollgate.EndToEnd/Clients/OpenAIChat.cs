using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Tollgate.EndToEnd.Clients;

/// <summary>The OpenAI SDK as an <see cref="IChatClient"/> for text: what its own adapter package does, as far as the tests need it.</summary>
internal sealed class OpenAIChat(string address, string key, HttpClient http, string model, int retries) : IChatClient
{
    private readonly ChatClient _client = new(
        model,
        new ApiKeyCredential(key),
        new OpenAIClientOptions { Endpoint = new Uri(address + "/v1"), Transport = new HttpClientPipelineTransport(http), RetryPolicy = new ClientRetryPolicy(retries) });

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answer = await _client.CompleteChatAsync([Text(messages)], new ChatCompletionOptions { MaxOutputTokenCount = options?.MaxOutputTokens }, cancellationToken);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, answer.Value.Content[0].Text)) { ModelId = answer.Value.Model };
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var piece in _client.CompleteChatStreamingAsync([Text(messages)], cancellationToken: cancellationToken))
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, string.Concat(piece.ContentUpdate.Select(part => part.Text))) { MessageId = piece.CompletionId };
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    /// <inheritdoc/>
    public void Dispose()
    {
        // The HttpClient is the test's.
    }

    private static UserChatMessage Text(IEnumerable<ChatMessage> messages) => new(string.Concat(messages.Select(message => message.Text)));
}
