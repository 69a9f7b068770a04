using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tollgate.TestKit.Provider;

/// <summary>The bytes of an answer, with the end of each event marked.</summary>
public sealed class EventBuffer : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ArrayBufferWriter<byte> _bytes = new(1_024);
    private readonly Utf8JsonWriter _json;
    private readonly List<int> _ends = [];

    /// <summary>An empty buffer.</summary>
    public EventBuffer() => _json = new(_bytes, Options);

    /// <summary>Whether events are the elements of a JSON array.</summary>
    public bool IsArray { get; init; }

    /// <summary>All bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    /// <summary>Where each event ends.</summary>
    public IReadOnlyList<int> Ends => _ends;

    /// <summary>The writer of a whole JSON body.</summary>
    public Utf8JsonWriter Whole() => _json;

    /// <summary>Ends a whole JSON body.</summary>
    public void EndWhole()
    {
        _json.Flush();
        _ends.Add(_bytes.WrittenCount);
    }

    /// <summary>Starts an event; its data are written to the result.</summary>
    public Utf8JsonWriter Begin(string? name = null)
    {
        if (IsArray)
        {
            _bytes.Write(_ends.Count == 0 ? "["u8 : ",\r\n"u8);
            return _json;
        }

        if (name is not null)
        {
            Raw($"event: {name}\n");
        }

        _bytes.Write("data: "u8);
        return _json;
    }

    /// <summary>Ends an event.</summary>
    public void End(string newLine = "\n\n")
    {
        _json.Flush();
        _json.Reset();
        if (!IsArray)
        {
            Raw(newLine);
        }

        _ends.Add(_bytes.WrittenCount);
    }

    /// <summary>Closes the array.</summary>
    public void Close()
    {
        if (IsArray)
        {
            _bytes.Write("]\n"u8);
            _ends[^1] = _bytes.WrittenCount;
        }
    }

    /// <summary>Adds text as an event of its own.</summary>
    public void RawEvent(string text)
    {
        Raw(text);
        _ends.Add(_bytes.WrittenCount);
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void Raw(string text)
    {
        var span = _bytes.GetSpan(text.Length * 3);
        _bytes.Advance(Encoding.UTF8.GetBytes(text, span));
    }
}
