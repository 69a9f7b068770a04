using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;

namespace Tollgate.Audit;

/// <summary>Walks the chain of a log, and says where it breaks first.</summary>
internal sealed class AuditChain(DbDataSource source)
{
    private static readonly AuditFilter Everything = new();

    /// <summary>Walks it from the first row to the written head. Rows that are added meanwhile are walked or not; both are whole.</summary>
    public async Task<AuditCheckReply> CheckAsync(CancellationToken ct)
    {
        var head = await HeadAsync(ct);
        var last = AuditHead.Start;
        await foreach (var row in new AuditReader(source).ReadAsync(Everything, ct))
        {
            if (Fault(row, last) is { } fault)
            {
                return new AuditCheckReply(false, row.Sequence, fault, last.Sequence, Text(last.Hash));
            }

            last = new AuditHead(row.Sequence, row.Hash);
        }

        return Judge(last, head);
    }

    /// <summary>Walks it, and checks what its rows prove.</summary>
    public async Task<AuditCheckReply> CheckAsync(IEnumerable<AuditPart> parts, CancellationToken ct)
    {
        var verdict = await CheckAsync(ct);
        var proved = new List<AuditPartReply>();
        foreach (var part in parts)
        {
            proved.Add(await part.CheckAsync(ct) with { Name = part.Name });
        }

        return verdict with { Parts = proved };
    }

    /// <summary>Where the log says that it ends.</summary>
    public async Task<AuditHead> HeadAsync(CancellationToken ct)
    {
        await using var select = source.CreateCommand("select 1");
        return await AuditHead.ReadAsync(select, ct);
    }

    private static AuditCheckReply Judge(AuditHead last, AuditHead head)
    {
        if (last.Sequence < head.Sequence)
        {
            return new AuditCheckReply(false, last.Sequence + 1, $"The log ends at row {Number(last.Sequence)}, but had {Number(head.Sequence)}: its end was cut off.", last.Sequence, Text(last.Hash));
        }

        // A row that was appended during the walk is behind the head that was read before it.
        return last.Sequence == head.Sequence && !Same(last.Hash, head.Hash)
            ? new AuditCheckReply(false, last.Sequence, $"Row {Number(last.Sequence)} is not the one that was written last.", last.Sequence, Text(last.Hash))
            : new AuditCheckReply(true, null, null, last.Sequence, Text(last.Hash));
    }

    private static string? Fault(AuditRow row, AuditHead last)
    {
        if (row.Sequence != last.Sequence + 1)
        {
            return $"Row {Number(last.Sequence + 1)} is missing: row {Number(row.Sequence)} follows row {Number(last.Sequence)}.";
        }

        if (!Same(row.PreviousHash, last.Hash))
        {
            return $"Row {Number(row.Sequence)} does not follow the row before it: one of the two was put in or changed.";
        }

        return Same(row.Hash, AuditHash.Of(last.Hash, row.Sequence, row.Id, row.At, row.Event)) ? null : $"Row {Number(row.Sequence)} was changed after it was written.";
    }

    private static bool Same(byte[] left, byte[] right) => CryptographicOperations.FixedTimeEquals(left, right);

    private static string Text(byte[] hash) => Convert.ToHexStringLower(hash);

    private static string Number(long sequence) => sequence.ToString(CultureInfo.InvariantCulture);
}
