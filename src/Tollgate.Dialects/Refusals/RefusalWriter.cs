using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Dialects.Refusals;

/// <summary>Prints a refusal in the words of a dialect (CONTRACT 5): as an error body, or as the event that ends a stream.</summary>
public static class RefusalWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the body of an error answer.</summary>
    public static void Write(Refusal refusal, Dialect dialect, Guid requestId, IBufferWriter<byte> to)
    {
        using var json = new Utf8JsonWriter(to, Options);
        switch (dialect)
        {
            case Dialect.Anthropic:
                AnthropicRefusal.Write(json, refusal, requestId);
                break;
            case Dialect.Gemini:
                GeminiRefusal.Write(json, refusal, requestId);
                break;
            default:
                OpenAIRefusal.Write(json, refusal, requestId);
                break;
        }
    }

    /// <summary>Writes the error event of a stream that has begun: name, data and the blank line.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <param name="dialect">The dialect of the stream.</param>
    /// <param name="requestId">The request.</param>
    /// <param name="to">Takes the event.</param>
    /// <param name="sequenceNumber">Responses: the number that follows the last one the client saw.</param>
    public static void WriteEvent(Refusal refusal, Dialect dialect, Guid requestId, IBufferWriter<byte> to, int sequenceNumber = 0)
    {
        to.Write(dialect is Dialect.OpenAI or Dialect.Gemini ? "data: "u8 : "event: error\ndata: "u8);
        if (dialect == Dialect.OpenAIResponses)
        {
            using var json = new Utf8JsonWriter(to, Options);
            OpenAIRefusal.WriteResponsesEvent(json, refusal, requestId, sequenceNumber);
        }
        else
        {
            Write(refusal, dialect, requestId, to);
        }

        to.Write("\n\n"u8);
    }
}
