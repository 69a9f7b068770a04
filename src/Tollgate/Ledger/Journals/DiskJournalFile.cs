using Microsoft.Win32.SafeHandles;

namespace Tollgate.Ledger.Journals;

/// <summary>A segment on a real disk.</summary>
internal sealed class DiskJournalFile(SafeFileHandle handle) : IJournalFile
{
    public long Length => RandomAccess.GetLength(handle);

    public void Write(ReadOnlySpan<byte> bytes, long at) => RandomAccess.Write(handle, bytes, at);

    public int Read(Span<byte> into, long at) => RandomAccess.Read(handle, into, at);

    public void Flush() => DataSync.Force(handle);

    public void Truncate(long length) => RandomAccess.SetLength(handle, length);

    public void Dispose() => handle.Dispose();
}
