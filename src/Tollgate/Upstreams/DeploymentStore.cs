using System.Data.Common;
using System.Text.Json;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Storage;
using Tollgate.Upstreams.Keys;

namespace Tollgate.Upstreams;

/// <summary>The further accounts of providers in the database, each with a key of its own or the provider's.</summary>
internal sealed class DeploymentStore(DbDataSource source, KeyVault vault, AuditLog audit, TimeProvider time)
{
    private const string ListSql =
        """
        select provider.name, provider_deployment.name, provider_deployment.base_url, provider_deployment.weight, provider_deployment.models, provider_key.sealed
        from provider_deployment
        join provider on provider.id = provider_deployment.provider_id
        left join provider_key on provider_key.provider_id = provider.id and provider_key.deployment = provider_deployment.name
        order by provider.name, provider_deployment.name
        """;

    private const string AddSql =
        """
        insert into provider_deployment (provider_id, name, base_url, weight, models, created_at)
        select provider.id, @name, @base_url, @weight, @models, @now from provider where provider.name = @provider
        on conflict (provider_id, name) do nothing
        """;

    private const string WeighSql =
        "update provider_deployment set weight = @weight where name = @name and provider_id = (select id from provider where name = @provider)";

    private const string SetKeySql =
        """
        insert into provider_key (id, provider_id, deployment, sealed, hint, created_at)
        select @id, provider.id, provider_deployment.name, @sealed, @hint, @now
        from provider join provider_deployment on provider_deployment.provider_id = provider.id and provider_deployment.name = @name
        where provider.name = @provider
        on conflict (provider_id, deployment) do update set id = excluded.id, sealed = excluded.sealed, hint = excluded.hint, created_at = excluded.created_at
        """;

    private const string RemoveSql = "delete from provider_deployment where name = @name and provider_id = (select id from provider where name = @provider)";

    private const string RemoveKeySql = "delete from provider_key where deployment = @name and provider_id = (select id from provider where name = @provider)";

    /// <summary>All of them, by their provider's name; one whose key cannot be opened rests.</summary>
    public async Task<ILookup<string, DeploymentEntry>> ListAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand(ListSql);
        var found = await command.ReadRowsAsync(row => (Provider: row.GetString(0), Entry: Read(row)), ct);
        return found.ToLookup(one => one.Provider, one => one.Entry, StringComparer.Ordinal);
    }

    /// <summary>Adds an account; false when there is no such provider, or one of that name already.</summary>
    public Task<bool> AddAsync(string provider, DeploymentEntry entry, AuditEvent happened, CancellationToken ct) => audit.ChangeAsync(happened, async connection =>
    {
        await using var command = Command(connection, AddSql, provider, entry.Name);
        command.Add("@base_url", entry.BaseAddress?.AbsoluteUri).Add("@weight", entry.Weight).Add("@now", time.GetUtcNow())
            .Add("@models", JsonSerializer.Serialize(new Dictionary<string, string>(entry.Models), UpstreamsJson.Default.DictionaryStringString));
        return await command.ExecuteNonQueryAsync(ct) > 0 && (entry.Key is not { } key || await SetKeyAsync(connection, provider, entry.Name, key, ct));
    }, ct);

    /// <summary>Changes an account's share of calls; false when there is none.</summary>
    public Task<bool> WeighAsync(string provider, string name, int weight, AuditEvent happened, CancellationToken ct) => audit.ChangeAsync(happened, async connection =>
    {
        await using var command = Command(connection, WeighSql, provider, name);
        command.Add("@weight", weight);
        return await command.ExecuteNonQueryAsync(ct) > 0;
    }, ct);

    /// <summary>Puts a new key in place of the account's old one; false when there is no such account.</summary>
    public Task<bool> RotateAsync(string provider, string name, Secret key, AuditEvent happened, CancellationToken ct) =>
        audit.ChangeAsync(happened, connection => SetKeyAsync(connection, provider, name, key, ct), ct);

    /// <summary>Removes an account and its key; false when there is none.</summary>
    public Task<bool> RemoveAsync(string provider, string name, AuditEvent happened, CancellationToken ct) => audit.ChangeAsync(happened, async connection =>
    {
        await using var key = Command(connection, RemoveKeySql, provider, name);
        await key.ExecuteNonQueryAsync(ct);
        await using var command = Command(connection, RemoveSql, provider, name);
        return await command.ExecuteNonQueryAsync(ct) > 0;
    }, ct);

    private static DbCommand Command(DbConnection connection, string sql, string provider, string name)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Add("@provider", provider).Add("@name", name);
        return command;
    }

    private async Task<bool> SetKeyAsync(DbConnection connection, string provider, string name, Secret key, CancellationToken ct)
    {
        await using var command = Command(connection, SetKeySql, provider, name);
        command.Add("@id", Ids.New(time)).Add("@sealed", vault.Seal(provider, name, key)).Add("@hint", key.Hint).Add("@now", time.GetUtcNow());
        return await command.ExecuteNonQueryAsync(ct) > 0;
    }

    private DeploymentEntry Read(DbDataReader reader)
    {
        var (provider, name) = (reader.GetString(0), reader.GetString(1));
        var box = reader.GetBlobOrNull(5);
        var key = box is null ? null : vault.Open(provider, name, box);
        return new DeploymentEntry
        {
            Name = name,
            BaseAddress = reader.GetTextOrNull(2) is { } address ? new Uri(address) : null,
            Weight = (int)reader.GetInt64(3),
            Models = JsonSerializer.Deserialize(reader.GetString(4), UpstreamsJson.Default.DictionaryStringString)!,
            Key = key,
            IsOff = box is not null && key is null,
        };
    }
}
