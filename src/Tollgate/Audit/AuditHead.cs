using System.Data.Common;
using Tollgate.Storage;

namespace Tollgate.Audit;

/// <summary>Where the log ends.</summary>
/// <param name="Sequence">The place of the last row; 0 before the first.</param>
/// <param name="Hash">Its hash; zeros before the first.</param>
internal sealed record AuditHead(long Sequence, byte[] Hash)
{
    private const string Select = "select sequence, hash from audit_head where id = 1";
    private const string Upsert =
        """
        insert into audit_head (id, sequence, hash) values (1, @sequence, @hash)
        on conflict (id) do update set sequence = @sequence, hash = @hash
        """;

    /// <summary>Of a log without rows.</summary>
    public static AuditHead Start => new(0, AuditHash.Start);

    /// <summary>As it is written down.</summary>
    public static async Task<AuditHead> ReadAsync(DbCommand select, CancellationToken ct)
    {
        select.CommandText = Select;
        await using var reader = await select.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new AuditHead(reader.GetInt64(0), reader.GetBlob(1)) : Start;
    }

    /// <summary>Writes it down, in the transaction of the row that it is about.</summary>
    public async Task WriteAsync(DbConnection connection, CancellationToken ct)
    {
        await using var upsert = connection.CreateCommand(Upsert);
        upsert.Add("@sequence", Sequence).Add("@hash", Hash);
        await upsert.ExecuteNonQueryAsync(ct);
    }
}
