using System.Data.Common;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Storage;
using Tollgate.Upstreams.Catalogue;
using Tollgate.Upstreams.Keys;

namespace Tollgate.Upstreams;

/// <summary>The providers in the database. They belong to the operator of the gateway, not to an organization.</summary>
internal sealed class ProviderStore(DbDataSource source, KeyVault vault, AuditLog audit, TimeProvider time)
{
    private const string ListSql =
        """
        select provider.name, provider.kind, provider.base_url, provider.auth, provider_key.sealed
        from provider
        left join provider_key on provider_key.provider_id = provider.id and provider_key.deployment = ''
        order by provider.name
        """;

    private const string AddSql =
        """
        insert into provider (id, name, kind, base_url, auth, created_at, updated_at)
        values (@id, @name, @kind, @base_url, @auth, @now, @now)
        on conflict (name) do nothing
        """;

    private const string SetKeySql =
        """
        insert into provider_key (id, provider_id, deployment, sealed, hint, created_at)
        select @id, provider.id, '', @sealed, @hint, @now from provider where provider.name = @name
        on conflict (provider_id, deployment) do update set id = excluded.id, sealed = excluded.sealed, hint = excluded.hint, created_at = excluded.created_at
        """;

    private const string RemoveSql = "delete from provider where name = @name";

    /// <summary>Their further accounts.</summary>
    public DeploymentStore Deployments { get; } = new(source, vault, audit, time);

    /// <summary>All providers with their keys opened; one whose key cannot be opened is switched off and says so.</summary>
    public async Task<IReadOnlyList<ProviderEntry>> ListAsync(CancellationToken ct)
    {
        var further = await Deployments.ListAsync(ct);
        await using var command = source.CreateCommand(ListSql);
        return await command.ReadRowsAsync(row => With(Read(row), further), ct);
    }

    /// <summary>Adds a provider with its key; false when the name is there already.</summary>
    public Task<bool> AddAsync(ProviderEntry entry, AuditEvent happened, CancellationToken ct) => audit.ChangeAsync(happened, async connection =>
    {
        await using var command = connection.CreateCommand();
        command.CommandText = AddSql;
        command.Add("@id", Ids.New(time)).Add("@name", entry.Name).Add("@kind", entry.Kind).Add("@base_url", entry.BaseAddress?.AbsoluteUri)
            .Add("@auth", entry.Auth is { } auth ? AuthStyles.Name(auth) : null).Add("@now", time.GetUtcNow());
        var isAdded = await command.ExecuteNonQueryAsync(ct) > 0;
        if (isAdded && entry.Key is { } key)
        {
            await SetKeyAsync(connection, entry.Name, key, ct);
        }

        return isAdded;
    }, ct);

    /// <summary>Puts a new key in place of the old one, which is gone; false when there is no such provider.</summary>
    public Task<bool> RotateAsync(string name, Secret key, AuditEvent happened, CancellationToken ct) =>
        audit.ChangeAsync(happened, connection => SetKeyAsync(connection, name, key, ct), ct);

    /// <summary>Removes a provider and its key; false when there is no such provider.</summary>
    public Task<bool> RemoveAsync(string name, AuditEvent happened, CancellationToken ct) => audit.ChangeAsync(happened, async connection =>
    {
        await using var command = connection.CreateCommand();
        command.CommandText = RemoveSql;
        command.Add("@name", name);
        return await command.ExecuteNonQueryAsync(ct) > 0;
    }, ct);

    /// <summary>A provider with a key or an address of its own is an account itself, beside the further ones.</summary>
    private static ProviderEntry With(ProviderEntry entry, ILookup<string, DeploymentEntry> further)
    {
        if (!further.Contains(entry.Name))
        {
            return entry;
        }

        var isAccount = entry.Key is not null || entry.BaseAddress is not null;
        return entry with { Deployments = isAccount ? [new DeploymentEntry { Name = DeploymentEntry.Own }, .. further[entry.Name]] : [.. further[entry.Name]] };
    }

    private async Task<bool> SetKeyAsync(DbConnection connection, string name, Secret key, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = SetKeySql;
        command.Add("@id", Ids.New(time)).Add("@name", name).Add("@sealed", vault.Seal(name, "", key)).Add("@hint", key.Hint).Add("@now", time.GetUtcNow());
        return await command.ExecuteNonQueryAsync(ct) > 0;
    }

    private ProviderEntry Read(DbDataReader reader)
    {
        var name = reader.GetString(0);
        var box = reader.GetBlobOrNull(4);
        var key = box is null ? null : vault.Open(name, "", box);
        return new ProviderEntry
        {
            Name = name,
            Kind = reader.GetTextOrNull(1),
            BaseAddress = reader.GetTextOrNull(2) is { } address ? new Uri(address) : null,
            Auth = reader.GetTextOrNull(3) is { } auth && AuthStyles.TryParse(auth, out var style) ? style : null,
            Key = key,
            DisabledReason = box is not null && key is null ? $"its key was sealed with another master key; `tollgate providers rotate {name}` sets it anew." : null,
            Origin = ProviderOrigin.Database,
        };
    }
}
