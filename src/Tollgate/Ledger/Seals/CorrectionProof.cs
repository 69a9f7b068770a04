using System.Data.Common;
using System.Text.Json;
using Tollgate.Audit;
using Tollgate.Storage;

namespace Tollgate.Ledger.Seals;

/// <summary>Holds adjustments and releases against the rows of the audit log that say who brought them.</summary>
internal sealed class CorrectionProof(DbDataSource source)
{
    private static readonly string Select =
        $"select {string.Join(", ", LedgerSql.LineColumns)}, reason from ledger_line where kind <> 'charge' and sequence > @from order by sequence";

    /// <summary>The first correction that nobody answers for, or that is gone; null when there is none.</summary>
    /// <param name="from">Corrections up to this place are older than their proofs.</param>
    /// <param name="ct">Ends the check.</param>
    public async Task<string?> FaultAsync(long from, CancellationToken ct)
    {
        var head = await new AuditChain(source).HeadAsync(ct);
        var found = await LinesAsync(from, ct);
        await foreach (var row in new AuditReader(source).ReadAsync(new AuditFilter(), ct))
        {
            if (Digest(row.Event.Detail) is { } digest && !found.Remove(digest) && row.Sequence <= head.Sequence)
            {
                return $"A correction of call {row.Event.SubjectId} was removed or altered.";
            }
        }

        foreach (var (_, request) in found)
        {
            return $"A correction of call {request} was put in or altered: the audit log has none like it.";
        }

        return null;
    }

    private async Task<Dictionary<string, Guid>> LinesAsync(long from, CancellationToken ct)
    {
        await using var select = source.CreateCommand(Select);
        await using var reader = await select.Add("@from", from).ExecuteReaderAsync(ct);
        var found = new Dictionary<string, Guid>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
        {
            found[CorrectionPrint.Of(reader)] = reader.GetId(0);
        }

        return found;
    }

    private static string? Digest(string detail)
    {
        if (!detail.Contains(CorrectionPrint.Member, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(detail);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(CorrectionPrint.Member, out var digest) ? digest.ToString() : null;
        }
        catch (JsonException)
        {
            // The chain says that somebody wrote here.
            return null;
        }
    }
}
