using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Tollgate.Audit;
using Tollgate.Storage;

namespace Tollgate.Ledger.Seals;

/// <summary>Proof of an adjustment or a release: its digest stands in the row of the audit log that says who brought it.</summary>
internal static class CorrectionPrint
{
    /// <summary>The member of the detail.</summary>
    public const string Member = "line_digest";

    private static readonly string Select =
        $"select {string.Join(", ", LedgerSql.LineColumns)}, reason from ledger_line where request_id = @request_id and attempt = @attempt and kind = @kind";

    /// <summary>The event with the digest of the line that was just added.</summary>
    public static async Task<AuditEvent> AddToAsync(DbConnection connection, AuditEvent by, SettledLine line, CancellationToken ct)
    {
        await using var select = connection.CreateCommand(Select);
        select.Add("@request_id", line.RequestId).Add("@attempt", line.Attempt).Add("@kind", LineKinds.Wire(line.Kind));
        await using var reader = await select.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var detail = JsonNode.Parse(by.Detail)!.AsObject();
        detail[Member] = Of(reader);
        return by with { Detail = detail.ToJsonString() };
    }

    /// <summary>The digest of the line that a reader stands on.</summary>
    public static string Of(DbDataReader line)
    {
        var print = new RowPrint();
        print.Add(line);
        return Convert.ToHexStringLower(SHA256.HashData(print.Bytes));
    }
}
