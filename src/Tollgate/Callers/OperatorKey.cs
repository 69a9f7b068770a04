using System.Data.Common;
using System.Security.Cryptography;
using Tollgate.Audit;
using Tollgate.Callers.Organizations;
using Tollgate.Callers.SignIn;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Callers;

/// <summary>
/// The admin key of the gateway itself. A configured one replaces the stored hash; otherwise one is made once, handed to the host to
/// print, and kept beside the database in a file for its owner only, so that the CLI on the same machine finds it.
/// </summary>
internal sealed class OperatorKey(DbDataSource source, OrganizationStore organizations, AuditLog audit, CallerChanges changes, TimeProvider time, RandomNumberGenerator random, string folder)
{
    /// <summary>A shorter configured key could be guessed.</summary>
    public const int LeastLength = 16;

    /// <summary>Where the key is kept for the CLI.</summary>
    public const string FileName = "admin.key";

    private const string SelectHash = "select hash from operator_key where id = 1";
    private const string Upsert =
        """
        insert into operator_key (id, hash, created_at) values (1, @hash, @now)
        on conflict (id) do update set hash = excluded.hash, created_at = excluded.created_at
        """;

    /// <summary>The file that holds the key.</summary>
    public string Path => System.IO.Path.Combine(folder, FileName);

    /// <summary>Sees to it that there is an admin key. The value is a newly made key to print once; empty when nothing was made.</summary>
    public async Task<Outcome<string>> EnsureAsync(string? configured, CancellationToken ct)
    {
        if (!string.IsNullOrEmpty(configured))
        {
            return await ConfigureAsync(configured, ct);
        }

        return await StoredAsync(ct) is null ? await ResetAsync(ct) : "";
    }

    /// <summary>Makes a new admin key; the old one is dead at once.</summary>
    public async Task<string> ResetAsync(CancellationToken ct)
    {
        var key = GatewayKey.Create(isAdmin: true, random);
        WriteFile(key);
        await StoreAsync(HashOf(key), ct);
        return key;
    }

    private async Task<Outcome<string>> ConfigureAsync(string configured, CancellationToken ct)
    {
        if (configured.Length < LeastLength || configured.Length > KeyHash.MaxKeyLength || (GatewayKey.HasPrefix(configured) && !GatewayKey.IsWellFormed(configured)))
        {
            return new Refusal(RefusalCode.InvalidRequest, $"'admin_key' takes {LeastLength} to {KeyHash.MaxKeyLength} characters; one that begins like a Tollgate key must be a whole one.") { Parameter = "admin_key" };
        }

        var hash = HashOf(configured);
        if (await StoredAsync(ct) is not { } stored || !stored.Equals(hash))
        {
            await StoreAsync(hash, ct);
        }

        if (File.Exists(Path) && File.ReadAllText(Path).Trim() != configured)
        {
            File.Delete(Path);
        }

        return "";
    }

    private async Task<KeyHash?> StoredAsync(CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectHash);
        return await select.ExecuteScalarAsync(ct) is byte[] bytes ? KeyHash.FromBytes(bytes) : null;
    }

    private async Task StoreAsync(KeyHash hash, CancellationToken ct)
    {
        var home = await organizations.FindAsync(OrganizationStore.DefaultName, ct);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var upsert = connection.CreateCommand(Upsert);
        await upsert.Add("@hash", hash.ToBytes()).Add("@now", time.GetUtcNow()).ExecuteNonQueryAsync(ct);
        var happened = new AuditEvent(home?.Id ?? Guid.Empty, Guid.Empty, "operator", "admin_key.set", "admin_key", "admin_key");
        await audit.AppendAsync(connection, happened, ct);
        await transaction.CommitAsync(ct);
        changes.Happened();
    }

    private void WriteFile(string key)
    {
        var next = Path + ".new";
        File.Delete(next);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(next, options))
        {
            writer.WriteLine(key);
        }

        File.Move(next, Path, overwrite: true);
    }

    private static KeyHash HashOf(string key) => KeyHash.TryOf(key, out var hash) ? hash : throw new InvalidOperationException("The key cannot be hashed.");
}
