using System.Net;
using System.Runtime.CompilerServices;
using Tollgate.Dialects.Requests;

namespace Tollgate.Upstreams.Sending;

/// <summary>
/// A request body that is written from the memory it was read into, piece by piece: nothing is copied.
/// The memory may be given back only after <see cref="ReleaseAsync"/>: on HTTP/2 a provider can answer, and the call end,
/// while the body is still being written.
/// </summary>
internal sealed class RequestContent : HttpContent
{
    /// <summary>Eight splices and the bytes around them.</summary>
    public const int MaxPieces = 17;

    private const int Idle = 0;
    private const int Writing = 1;
    private const int Closed = 2;

    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Pieces _pieces;
    private int _count;
    private int _state;
    private volatile bool _isReleased;

    /// <summary>An empty body; add pieces to it.</summary>
    public RequestContent()
    {
    }

    /// <summary>A body of one piece.</summary>
    public RequestContent(ReadOnlyMemory<byte> body) => Add(body);

    /// <summary>A body with edits: the untouched stretches stay where they are, only the new text is copied.</summary>
    public RequestContent(ReadOnlyMemory<byte> body, in Splices splices)
    {
        var text = splices.Count == 0 ? [] : new byte[splices.TextLength];
        var used = 0;
        var from = 0;
        for (var i = 0; i < splices.Count; i++)
        {
            var place = splices.PlaceOf(i);
            var length = splices.CopyText(i, text.AsSpan(used));
            Add(body[from..place.Start]);
            Add(text.AsMemory(used, length));
            used += length;
            from = place.End;
        }

        Add(body[from..]);
    }

    /// <summary>Bytes in all.</summary>
    public long Length { get; private set; }

    /// <summary>
    /// Whether the body was handed to a connection: from here on the provider may have it, and may bill it.
    /// Before that no byte of the call can have reached it.
    /// </summary>
    public bool IsStarted { get; private set; }

    /// <summary>Appends bytes, which stay untouched until the release.</summary>
    public void Add(ReadOnlyMemory<byte> piece)
    {
        if (piece.IsEmpty)
        {
            return;
        }

        _pieces[_count++] = piece;
        Length += piece.Length;
    }

    /// <summary>Ends all writing and waits until none is under way: then the memory is the caller's again.</summary>
    public ValueTask ReleaseAsync()
    {
        _isReleased = true;
        return Interlocked.CompareExchange(ref _state, Closed, Idle) == Writing ? new ValueTask(_written.Task) : ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Writing, Idle) != Idle)
        {
            throw new OperationCanceledException("The body was given back.");
        }

        IsStarted = true;
        try
        {
            for (var i = 0; i < _count && !_isReleased; i++)
            {
                await stream.WriteAsync(_pieces[i], cancellationToken);
            }

            ObjectDisposedException.ThrowIf(_isReleased, this);
        }
        finally
        {
            FinishWriting();
        }
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = Length;
        return true;
    }

    private void FinishWriting()
    {
        // A connection that refused the call unread (HTTP/2) has the handler write it again on another one.
        Interlocked.Exchange(ref _state, _isReleased ? Closed : Idle);
        if (_isReleased)
        {
            _written.TrySetResult();
        }
    }

    [InlineArray(MaxPieces)]
    private struct Pieces
    {
        private ReadOnlyMemory<byte> _first;
    }
}
