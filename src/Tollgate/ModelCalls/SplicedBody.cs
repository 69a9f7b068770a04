using System.Buffers;
using Tollgate.Dialects.Requests;

namespace Tollgate.ModelCalls;

/// <summary>The bytes of one attempt. Nothing is copied where nothing is spliced.</summary>
internal sealed class SplicedBody : IBufferWriter<byte>, IDisposable
{
    private readonly byte[]? _rented;
    private int _written;

    public SplicedBody(RequestBody body, in Splices splices)
    {
        if (splices.Count == 0)
        {
            Memory = body.Memory;
            return;
        }

        _rented = ArrayPool<byte>.Shared.Rent(splices.Length(body.Length));
        splices.WriteTo(body.Span, this);
        Memory = _rented.AsMemory(0, _written);
    }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Memory { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }

    void IBufferWriter<byte>.Advance(int count) => _written += count;

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint) => _rented.AsMemory(_written);

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint) => _rented.AsSpan(_written);
}
