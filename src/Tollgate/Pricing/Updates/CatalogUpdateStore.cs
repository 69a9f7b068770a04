using System.Data.Common;
using System.Text.Json;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Pricing.Updates;

/// <summary>The installed catalogue, in the database: a change is one transaction with its line of the audit log, so that no moment holds half of one.</summary>
internal sealed class CatalogUpdateStore(DbDataSource source, AuditLog audit, TimeProvider time)
{
    private const string SelectCurrent = "select file from catalog_update where ended_at is null";

    private const string End = "update catalog_update set ended_at = @at where ended_at is null";

    private const string Insert =
        """
        insert into catalog_update (id, version, file, signature, installed_by, installed_at)
        values (@id, @version, @file, @signature, @installed_by, @installed_at)
        """;

    /// <summary>The file in force; null when the built-in catalogue is.</summary>
    public async Task<byte[]?> CurrentAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectCurrent);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? reader.GetBlob(0) : null;
    }

    /// <summary>Puts a file in the place of the one before.</summary>
    public async Task PutAsync(CatalogVersion version, byte[] file, byte[] signature, string detail, ApiCaller caller, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        _ = await EndAsync(connection, ct);
        await using var insert = connection.CreateCommand(Insert);
        insert.Add("@id", Ids.New(time)).Add("@version", version.ToString()).Add("@file", file).Add("@signature", signature)
            .Add("@installed_by", caller.Name).Add("@installed_at", time.GetUtcNow());
        _ = await insert.ExecuteNonQueryAsync(ct);
        await audit.AppendAsync(connection, Happened(caller, "catalog.update", version.ToString(), detail), ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Goes back to the built-in catalogue; false when it is in force already.</summary>
    public async Task<bool> EndAsync(ApiCaller caller, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await EndAsync(connection, ct) == 0)
        {
            return false;
        }

        await audit.AppendAsync(connection, Happened(caller, "catalog.restore", "built-in", "{}"), ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Writes down that a file was refused.</summary>
    public Task NoteRefusedAsync(string reason, ApiCaller caller, CancellationToken ct) =>
        audit.AppendAsync(Happened(caller, "catalog.refuse", "update", $"{{\"reason\":{JsonSerializer.Serialize(reason, UpdateJson.Default.String)}}}"), ct);

    private async Task<int> EndAsync(DbConnection connection, CancellationToken ct)
    {
        await using var end = connection.CreateCommand(End);
        return await end.Add("@at", time.GetUtcNow()).ExecuteNonQueryAsync(ct);
    }

    private static AuditEvent Happened(ApiCaller caller, string action, string version, string detail) =>
        new(caller.OrganizationId, caller.KeyId, caller.Name, action, "catalog", version, detail);
}
