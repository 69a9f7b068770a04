using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tollgate.Dialects.Replies.Endings;

/// <summary>Writes one server-sent event whose data is a JSON object. Used where a stream is ended, not on its way.</summary>
internal readonly ref struct EventWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly IBufferWriter<byte> _to;

    private EventWriter(IBufferWriter<byte> to)
    {
        _to = to;
        Json = new Utf8JsonWriter(to, Options);
        Json.WriteStartObject();
    }

    /// <summary>The event's data, inside its object.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>Begins an event; a name is written only where the dialect names its events.</summary>
    public static EventWriter Begin(ReadOnlySpan<byte> name, IBufferWriter<byte> to)
    {
        if (!name.IsEmpty)
        {
            to.Write("event: "u8);
            to.Write(name);
            to.Write("\n"u8);
        }

        to.Write("data: "u8);
        return new EventWriter(to);
    }

    /// <summary>Begins the object of an array stream.</summary>
    public static EventWriter BeginElement(IBufferWriter<byte> to) => new(to);

    /// <summary>Ends the object.</summary>
    public void EndElement()
    {
        Json.WriteEndObject();
        Json.Flush();
        Json.Dispose();
    }

    /// <summary>Ends the event.</summary>
    public void End()
    {
        EndElement();
        _to.Write("\n\n"u8);
    }
}
