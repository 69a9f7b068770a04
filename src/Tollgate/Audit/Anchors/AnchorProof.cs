using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;

namespace Tollgate.Audit.Anchors;

/// <summary>Holds a log against its anchors: a chain that was rewritten as a whole, with every hash right, still has other hashes than it had.</summary>
internal sealed class AnchorProof(DbDataSource source)
{
    /// <summary>Checks every line.</summary>
    /// <param name="lines">The anchors, one a line.</param>
    /// <param name="key">The key that must have signed them; null: signatures are not looked at.</param>
    /// <param name="ct">Ends the check.</param>
    public async Task<AuditPartReply> CheckAsync(IEnumerable<string> lines, ECDsa? key, CancellationToken ct)
    {
        var (number, proved) = (0L, 0L);
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            if (await FaultAsync(Anchor.Parse(line), key, ct) is { } fault)
            {
                return new AuditPartReply(false, proved, 0, string.Create(CultureInfo.InvariantCulture, $"Anchor {number}: {fault}"));
            }

            proved++;
        }

        return proved > 0 ? new AuditPartReply(true, proved, 0, null) : new AuditPartReply(false, 0, 0, "There is no anchor in the file.");
    }

    private async Task<string?> FaultAsync(Anchor? anchor, ECDsa? key, CancellationToken ct)
    {
        if (anchor is null)
        {
            return "this line is no anchor.";
        }

        if (key is not null && !anchor.IsSignedBy(key))
        {
            return anchor.Signature is null ? "it is not signed." : "the key has not signed it.";
        }

        var rows = await new AuditReader(source).ListAfterAsync(new AuditFilter(), anchor.Sequence - 1, 1, ct);
        var when = anchor.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var place = anchor.Sequence.ToString(CultureInfo.InvariantCulture);
        if (rows.Count == 0 || rows[0].Sequence != anchor.Sequence)
        {
            return $"row {place}, which was the last on {when} UTC, is not there any more.";
        }

        return Convert.ToHexStringLower(rows[0].Hash) == anchor.Hash ? null : $"row {place} is another than on {when} UTC: the log was rewritten from there or before.";
    }
}
