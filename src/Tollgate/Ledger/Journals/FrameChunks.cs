namespace Tollgate.Ledger.Journals;

/// <summary>
/// Records one after the other in chunks of 32 KB that are used again: what a slow moment of the disk let grow is given back afterwards, where one
/// array that doubles would stay, megabytes large, for good. A record lies in one chunk: none is larger (<see cref="RecordFrame.LargestRecord"/>).
/// </summary>
internal sealed class FrameChunks
{
    /// <summary>Bytes of one chunk; below the size from which the runtime keeps arrays apart and does not move them.</summary>
    public const int ChunkBytes = 32 * 1024;

    /// <summary>So many empty chunks are kept.</summary>
    public const int Spare = 16;

    private readonly List<(byte[] Bytes, int Length)> _filled = [];
    private readonly Stack<byte[]> _spare = new(Spare);
    private byte[] _chunk = new byte[ChunkBytes];
    private int _length;

    /// <summary>Bytes of all records.</summary>
    public long Count { get; private set; }

    /// <summary>Copies a record behind the others.</summary>
    public void Add(ReadOnlySpan<byte> frame)
    {
        if (frame.Length > _chunk.Length - _length)
        {
            _filled.Add((_chunk, _length));
            _chunk = _spare.TryPop(out var spare) ? spare : new byte[ChunkBytes];
            _length = 0;
        }

        frame.CopyTo(_chunk.AsSpan(_length));
        _length += frame.Length;
        Count += frame.Length;
    }

    /// <summary>The records, in order, each as a copy.</summary>
    public IEnumerable<byte[]> Frames()
    {
        foreach (var (bytes, length) in _filled.Append((_chunk, _length)))
        {
            for (var at = 0; RecordFrame.Check(bytes.AsSpan(at, length - at)) is > 0 and var size; at += size)
            {
                yield return bytes[at..(at + size)];
            }
        }
    }

    /// <summary>Forgets all records.</summary>
    public void Clear()
    {
        foreach (var (bytes, _) in _filled)
        {
            if (_spare.Count < Spare)
            {
                _spare.Push(bytes);
            }
        }

        _filled.Clear();
        _length = 0;
        Count = 0;
    }
}
