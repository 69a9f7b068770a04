using System.Buffers;
using Tollgate.Core;
using Tollgate.Dialects.Refusals;
using Tollgate.Dialects.Replies.Counting;

namespace Tollgate.Dialects.Replies.Endings;

/// <summary>
/// Follows what is open in a stream, so that the gateway can end it in the dialect's own words (CONTRACT 6) or with its error event.
/// </summary>
internal abstract class StreamEnding(Dialect dialect, ReplyFindings found) : IDisposable
{
    /// <summary>Whether the stream is a JSON array (Gemini), not server-sent events.</summary>
    public bool IsArray { get; set; }

    /// <summary>Whether the client has received anything.</summary>
    public bool HasBegun { get; set; }

    /// <summary>What the meter has found.</summary>
    protected ReplyFindings Found { get; } = found;

    /// <summary>The ending of a surface's streams.</summary>
    public static StreamEnding For(Surface surface, ReplyFindings found) => surface switch
    {
        Surface.Messages => new MessagesEnding(found),
        Surface.Responses => new ResponsesEnding(found),
        Surface.GenerateContent => new GeminiEnding(found),
        _ => new ChatEnding(found, surface == Surface.Completions),
    };

    /// <summary>An event that the client gets has been read.</summary>
    public virtual void Follow(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
    }

    /// <summary>Writes what makes the stream end at its output limit.</summary>
    public abstract void WriteCut(IBufferWriter<byte> to);

    /// <summary>Writes what is missing after the model's own end.</summary>
    public virtual void WriteClose(IBufferWriter<byte> to)
    {
    }

    /// <summary>Writes the dialect's error event. Nothing follows it: an SDK that does not know it must not take the answer for a whole one.</summary>
    public virtual void WriteError(Refusal refusal, Guid requestId, IBufferWriter<byte> to) =>
        RefusalWriter.WriteEvent(refusal, dialect, requestId, to, (int)Math.Min(Found.Sequence + 1, int.MaxValue));

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
