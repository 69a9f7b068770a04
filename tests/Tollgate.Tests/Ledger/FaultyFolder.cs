using Tollgate.Ledger.Journals;

namespace Tollgate.Tests.Ledger;

/// <summary>A real folder on a disk that can be made full, read-only or forgetful.</summary>
internal sealed class FaultyFolder(string path) : IJournalFolder
{
    private readonly DiskJournalFolder _inner = new(path);

    public bool IsFull { get; set; }

    public bool FailsWrites { get; set; }

    public bool KeepsFiles { get; set; }

    /// <summary>Numbers of segments whose flush fails.</summary>
    public HashSet<long> FailsFlushOf { get; } = [];

    /// <summary>Every flush that was tried.</summary>
    public List<long> Flushes { get; } = [];

    public IReadOnlyList<long> List() => _inner.List();

    public IReadOnlyList<string> ListQuarantined() => _inner.ListQuarantined();

    public IJournalFile Create(long number, long bytes) => IsFull
        ? throw new IOException("No space left on device")
        : new FaultyFile(this, number, _inner.Create(number, bytes));

    public IJournalFile Open(long number, bool canWrite) => _inner.Open(number, canWrite);

    public void Delete(long number)
    {
        if (KeepsFiles)
        {
            throw new IOException("Permission denied");
        }

        _inner.Delete(number);
    }

    public void Quarantine(long number) => _inner.Quarantine(number);

    private sealed class FaultyFile(FaultyFolder folder, long number, IJournalFile inner) : IJournalFile
    {
        public long Length => inner.Length;

        public void Write(ReadOnlySpan<byte> bytes, long at)
        {
            if (folder.FailsWrites && at > 0)
            {
                folder.FailsWrites = false;
                inner.Write(bytes[..(bytes.Length / 2)], at);
                throw new IOException("Input/output error");
            }

            inner.Write(bytes, at);
        }

        public int Read(Span<byte> into, long at) => inner.Read(into, at);

        public void Flush()
        {
            lock (folder.Flushes)
            {
                folder.Flushes.Add(number);
            }

            if (folder.FailsFlushOf.Contains(number))
            {
                throw new IOException("Input/output error");
            }

            inner.Flush();
        }

        public void Truncate(long length) => inner.Truncate(length);

        public void Dispose() => inner.Dispose();
    }
}
