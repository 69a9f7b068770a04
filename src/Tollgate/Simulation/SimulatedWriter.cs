using System.Buffers;
using System.Text.Json;

namespace Tollgate.Simulation;

/// <summary>Writes answers in one dialect.</summary>
internal abstract class SimulatedWriter
{
    /// <summary>The writer of a dialect.</summary>
    public static SimulatedWriter For(SimulatedDialect dialect) => dialect switch
    {
        SimulatedDialect.Chat => new SimulatedChat(),
        SimulatedDialect.Responses => new SimulatedResponses(),
        SimulatedDialect.Messages => new SimulatedMessages(),
        _ => new SimulatedGemini(),
    };

    /// <summary>Writes a whole answer.</summary>
    public abstract void Whole(SimulatedCall call, Utf8JsonWriter json);

    /// <summary>Writes the events before the first piece of text.</summary>
    public abstract void Open(SimulatedCall call, IBufferWriter<byte> to);

    /// <summary>Writes the event of a piece of text.</summary>
    public abstract void Piece(SimulatedCall call, ReadOnlySpan<char> text, IBufferWriter<byte> to);

    /// <summary>Writes the events after the last piece of text.</summary>
    public abstract void Close(SimulatedCall call, IBufferWriter<byte> to);

    /// <summary>Starts an event whose data is the JSON that follows.</summary>
    protected static Utf8JsonWriter Begin(IBufferWriter<byte> to, ReadOnlySpan<byte> name = default)
    {
        if (!name.IsEmpty)
        {
            to.Write("event: "u8);
            to.Write(name);
            to.Write("\n"u8);
        }

        to.Write("data: "u8);
        var json = new Utf8JsonWriter(to);
        json.WriteStartObject();
        if (!name.IsEmpty)
        {
            json.WriteString("type"u8, name);
        }

        return json;
    }

    /// <summary>Ends an event.</summary>
    protected static void End(Utf8JsonWriter json, IBufferWriter<byte> to)
    {
        json.WriteEndObject();
        json.Dispose();
        to.Write("\n\n"u8);
    }
}
