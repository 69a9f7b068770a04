using System.Data.Common;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Limits;

/// <summary>The limits in the database. What is written here is in force at once: the keeper hears of it.</summary>
internal sealed class LimitStore(DbDataSource source, LimitKeeper keeper, TimeProvider time)
{
    private const string Columns =
        "id, organization_id, name, scope, target, each_of, unit, per, amount, contact, origin, created_at, updated_at";

    private const string Insert =
        $"""
        insert into rate_limit ({Columns})
        values (@id, @organization, @name, @scope, @target, @each, @unit, @per, @amount, @contact, @origin, @created, @updated)
        on conflict do nothing
        """;

    private const string Change =
        """
        update rate_limit set name = @name, amount = @amount, contact = @contact, origin = @origin, updated_at = @updated
        where id = @id and organization_id = @organization and deleted_at is null
          and not exists (select 1 from rate_limit other where other.organization_id = @organization and other.name = @name and other.deleted_at is null and other.id <> @id)
        """;

    private const string Delete =
        "update rate_limit set deleted_at = @now where id = @id and organization_id = @organization and deleted_at is null";

    private const string SelectAll = $"select {Columns} from rate_limit where deleted_at is null order by id";

    private const string SelectPage =
        $"select {Columns} from rate_limit where organization_id = @organization and deleted_at is null and id > @after order by id limit @count";

    private const string SelectOne =
        $"select {Columns} from rate_limit where id = @id and organization_id = @organization and deleted_at is null";

    /// <summary>Makes a limit; it counts from now on.</summary>
    public Task<Outcome<RateLimit>> CreateAsync(NewLimit wish, CancellationToken ct) => AddAsync(wish.ToLimit(Ids.New(time), time.GetUtcNow()), ct);

    /// <summary>Adds a limit as it stands.</summary>
    public async Task<Outcome<RateLimit>> AddAsync(RateLimit limit, CancellationToken ct)
    {
        if (LimitRules.Check(limit) is { } fault)
        {
            return fault;
        }

        await using var command = source.CreateCommand(Insert);
        Bind(command, limit);
        if (await command.ExecuteNonQueryAsync(ct) == 0)
        {
            return Taken(limit);
        }

        await LoadAsync(ct);
        return limit;
    }

    /// <summary>Changes name, amount and contact.</summary>
    public async Task<Outcome<RateLimit>> UpdateAsync(RateLimit changed, CancellationToken ct)
    {
        var limit = changed with { UpdatedAt = time.GetUtcNow() };
        if (LimitRules.Check(limit) is { } fault)
        {
            return fault;
        }

        await using var command = source.CreateCommand(Change);
        Bind(command, limit);
        if (await command.ExecuteNonQueryAsync(ct) == 0)
        {
            return Taken(limit);
        }

        await LoadAsync(ct);
        return limit;
    }

    /// <summary>Deletes a limit.</summary>
    public async Task<bool> DeleteAsync(Guid organizationId, Guid id, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Delete);
        command.Add("@now", time.GetUtcNow()).Add("@id", id).Add("@organization", organizationId);
        var isDeleted = await command.ExecuteNonQueryAsync(ct) > 0;
        if (isDeleted)
        {
            await LoadAsync(ct);
        }

        return isDeleted;
    }

    /// <summary>One limit of an organization.</summary>
    public async Task<RateLimit?> GetAsync(Guid organizationId, Guid id, CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectOne);
        command.Add("@id", id).Add("@organization", organizationId);
        var found = await command.ReadRowsAsync(Read, ct);
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>An organization's limits in the order they were made.</summary>
    public async Task<IReadOnlyList<RateLimit>> ListAsync(Guid organizationId, Guid after, int count, CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectPage);
        command.Add("@organization", organizationId).Add("@after", after).Add("@count", count);
        return await command.ReadRowsAsync(Read, ct);
    }

    /// <summary>Puts all limits in force, at start and after a change.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectAll);
        keeper.Load(await command.ReadRowsAsync(Read, ct));
    }

    private static Refusal Taken(RateLimit limit) =>
        new(RefusalCode.Conflict, $"A limit named '{limit.Name}' exists already.") { Parameter = "name" };

    private static void Bind(DbCommand command, RateLimit limit) => command
        .Add("@id", limit.Id)
        .Add("@organization", limit.OrganizationId)
        .Add("@name", limit.Name)
        .Add("@scope", LimitWords.Word(limit.Scope))
        .Add("@target", limit.Target)
        .Add("@each", LimitWords.Word(limit.Each))
        .Add("@unit", LimitWords.Word(limit.Unit))
        .Add("@per", LimitWords.Word(limit.Per))
        .Add("@amount", limit.Limit)
        .Add("@contact", limit.Contact)
        .Add("@origin", LimitWords.Word(limit.Origin))
        .Add("@created", limit.CreatedAt)
        .Add("@updated", limit.UpdatedAt);

    private static RateLimit Read(DbDataReader row) => new()
    {
        Id = row.GetId(0),
        OrganizationId = row.GetId(1),
        Name = row.GetString(2),
        Scope = LimitWords.Read<LimitScope>(row.GetString(3)),
        Target = row.GetString(4),
        Each = LimitWords.Read<LimitEach>(row.GetString(5)),
        Unit = LimitWords.Read<LimitUnit>(row.GetString(6)),
        Per = LimitWords.Read<LimitPer>(row.GetString(7)),
        Limit = row.GetInt64(8),
        Contact = row.GetTextOrNull(9),
        Origin = LimitWords.Read<LimitOrigin>(row.GetString(10)),
        CreatedAt = row.GetTime(11),
        UpdatedAt = row.GetTime(12),
    };
}
