using System.Text.Json;
using Tollgate.TestKit.Provider;

namespace Tollgate.TestKit.Wire;

/// <summary>One operation as it stands on the wire.</summary>
internal interface IWire
{
    /// <summary>Reads a request.</summary>
    void Read(Ask ask, JsonElement root);

    /// <summary>Writes a whole answer.</summary>
    void Whole(Reply reply, Utf8JsonWriter json);

    /// <summary>Writes a streamed answer.</summary>
    void Stream(Reply reply, EventBuffer events);

    /// <summary>Writes the error event of a stream that breaks.</summary>
    void ErrorEvent(Reply reply, EventBuffer events);
}
