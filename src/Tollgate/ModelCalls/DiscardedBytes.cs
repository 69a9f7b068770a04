using System.Buffers;

namespace Tollgate.ModelCalls;

/// <summary>Where the bytes of an answer go that nobody waits for any more.</summary>
internal sealed class DiscardedBytes : IBufferWriter<byte>
{
    private const int UsualSize = 16 * 1024;
    private byte[] _scratch = [];

    /// <inheritdoc/>
    public void Advance(int count)
    {
        // What was written is overwritten by the next.
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_scratch.Length < Math.Max(sizeHint, 1))
        {
            _scratch = new byte[Math.Max(sizeHint, UsualSize)];
        }

        return _scratch;
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
