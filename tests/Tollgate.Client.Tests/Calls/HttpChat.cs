using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Tollgate.Client.Tests.Calls;

/// <summary>A chat client as client libraries are: it makes HTTP requests of its own, knows nothing of Tollgate, and puts errors into words of its own.</summary>
internal sealed class HttpChat(HttpClient http, int rounds = 1) : IChatClient
{
    /// <summary>The options that the last call got.</summary>
    public ChatOptions? Options { get; private set; }

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Options = options;
        var text = "";
        for (var round = 0; round < rounds; round++)
        {
            // The requests of a library begin on whatever thread is free.
            await Task.Yield();
            text = await AskAsync(string.Concat(messages.Select(message => message.Text)), cancellationToken);
        }

        return new ChatResponse(new ChatMessage(ChatRole.Assistant, text));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Options = options;
        for (var round = 0; round < rounds; round++)
        {
            var text = await AskAsync(string.Concat(messages.Select(message => message.Text)), cancellationToken);
            foreach (var piece in text)
            {
                await Task.Yield();
                yield return new ChatResponseUpdate(ChatRole.Assistant, piece.ToString()) { MessageId = "m", ResponseId = "r" };
            }
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    /// <inheritdoc/>
    public void Dispose()
    {
        // The client belongs to the test.
    }

    private async Task<string> AskAsync(string prompt, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("http://gateway/v1/chat")) { Content = new StringContent(prompt) };
        request.Headers.Add("Authorization", "Bearer tg-key");
        using var answer = await http.SendAsync(request, ct);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(ct) : throw new InvalidOperationException($"The service answered {(int)answer.StatusCode}.");
    }
}
