namespace Tollgate.Ledger.Journals;

/// <summary>One file of the journal: the boundary to a disk, which can be full, read-only or broken (tests have one that is).</summary>
internal interface IJournalFile : IDisposable
{
    /// <summary>Returns after write(2) returned.</summary>
    /// <exception cref="IOException">The disk is full or broken; the bytes may be there in part.</exception>
    void Write(ReadOnlySpan<byte> bytes, long at);

    /// <summary>Reads up to the length of the buffer; 0 at the end.</summary>
    int Read(Span<byte> into, long at);

    /// <summary>Forces everything written to the disk.</summary>
    /// <exception cref="IOException">The disk lost something: this file is never to be flushed again.</exception>
    void Flush();

    /// <summary>Bytes of the file.</summary>
    long Length { get; }

    /// <summary>Cuts the file.</summary>
    void Truncate(long length);
}
