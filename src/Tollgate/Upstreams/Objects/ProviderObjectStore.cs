using System.Data.Common;
using Tollgate.Storage;

namespace Tollgate.Upstreams.Objects;

/// <summary>The table of provider objects.</summary>
internal sealed class ProviderObjectStore(DbDataSource source)
{
    private const string AddSql =
        """
        insert into provider_object (provider, object_id, kind, organization_id, key_id, deployment, created_at)
        values (@provider, @object_id, @kind, @organization_id, @key_id, @deployment, @created_at)
        on conflict (provider, object_id) do nothing
        """;

    private const string FindSql =
        """
        select provider, object_id, kind, organization_id, key_id, deployment, created_at
        from provider_object where provider = @provider and object_id = @object_id
        """;

    /// <summary>Writes objects as part of a transaction; an object that is there already stays its first owner's.</summary>
    public static void Add(DbTransaction transaction, IReadOnlyList<ProviderObject> made)
    {
        using var statement = new RowStatement(transaction.Connection!, AddSql);
        foreach (var item in made)
        {
            _ = statement.With(item.Provider).With(ProviderObject.Plain(item.ObjectId)).With(item.Kind).With(item.OrganizationId).With(item.KeyId).With(item.Deployment).With(item.CreatedAt).Run();
        }
    }

    /// <summary>The object of an id, whoever owns it; null when it was never recorded.</summary>
    public async Task<ProviderObject?> FindAsync(string provider, string objectId, CancellationToken ct)
    {
        await using var command = source.CreateCommand(FindSql);
        command.Add("@provider", provider).Add("@object_id", objectId);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new ProviderObject(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetId(3), reader.GetId(4), reader.GetString(5), reader.GetTime(6))
            : null;
    }
}
