using System.Security.Cryptography;
using Tollgate.Storage;

namespace Tollgate.Ledger.Seals;

/// <summary>A span that still grows, with its digest so far.</summary>
internal sealed class RunningSpan : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The place before the first row.</summary>
    public long From { get; private set; }

    /// <summary>The place of the last row.</summary>
    public long Through { get; private set; }

    /// <summary>How many there are.</summary>
    public long Rows { get; private set; }

    /// <summary>Begins behind a place.</summary>
    public void Begin(long from)
    {
        _hash.TryGetHashAndReset(stackalloc byte[SHA256.HashSizeInBytes], out _);
        (From, Through, Rows) = (from, from, 0);
    }

    /// <summary>Adds a row.</summary>
    public void Add(RowPrint row, long place)
    {
        _hash.AppendData(row.Bytes);
        Through = place;
        Rows++;
    }

    /// <summary>The digest so far.</summary>
    public byte[] Digest() => _hash.GetCurrentHash();

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
