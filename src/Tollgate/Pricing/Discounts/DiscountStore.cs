using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Storage;

namespace Tollgate.Pricing.Discounts;

/// <summary>Discounts set over the API, in the database. None is ever deleted: one that ends keeps its dates.</summary>
internal sealed class DiscountStore(DbDataSource source, AuditLog audit, TimeProvider time)
{
    private const string Select =
        "select id, name, provider, account, model, percent, from_at, to_at from price_discount order by id";

    private const string Insert =
        """
        insert into price_discount (id, name, provider, account, model, percent, from_at, to_at, set_by, set_at)
        values (@id, @name, @provider, @account, @model, @percent, @from_at, @to_at, @set_by, @set_at)
        on conflict do nothing
        """;

    private const string End =
        """
        update price_discount set to_at = case when from_at > @at then from_at else @at end
        where id = @id and (to_at is null or to_at > @at)
        """;

    /// <summary>All of them, ended ones included.</summary>
    public async Task<IReadOnlyList<Discount>> ListAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand(Select);
        return await command.ReadRowsAsync(Read, ct);
    }

    /// <summary>Keeps a new one, audited; false when another bears its name.</summary>
    public async Task<bool> AddAsync(Discount discount, ApiCaller caller, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var insert = connection.CreateCommand(Insert);
        insert.Add("@id", discount.Id).Add("@name", discount.Name).Add("@provider", discount.Provider).Add("@account", discount.Account)
            .Add("@model", discount.Model).Add("@percent", discount.Percent.ToString(CultureInfo.InvariantCulture)).Add("@from_at", discount.From)
            .Add("@to_at", discount.To).Add("@set_by", caller.Name).Add("@set_at", time.GetUtcNow());
        if (await insert.ExecuteNonQueryAsync(ct) == 0)
        {
            return false;
        }

        var detail = JsonSerializer.Serialize(DiscountReply.Of(discount), DiscountJson.Default.DiscountReply);
        await audit.AppendAsync(connection, Happened(caller, "discount.create", discount.Id, detail), ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Ends one now, audited; false when there is none that goes on.</summary>
    public async Task<bool> EndAsync(Guid id, ApiCaller caller, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var end = connection.CreateCommand(End);
        if (await end.Add("@id", id).Add("@at", time.GetUtcNow()).ExecuteNonQueryAsync(ct) == 0)
        {
            return false;
        }

        await audit.AppendAsync(connection, Happened(caller, "discount.end", id, "{}"), ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private static AuditEvent Happened(ApiCaller caller, string action, Guid id, string detail) =>
        new(caller.OrganizationId, caller.KeyId, caller.Name, action, "discount", id.ToString(), detail);

    private static Discount Read(DbDataReader row) => new()
    {
        Id = row.GetId(0),
        Name = row.GetString(1),
        Provider = row.GetString(2),
        Account = row.GetTextOrNull(3),
        Model = row.GetTextOrNull(4),
        Percent = decimal.Parse(row.GetString(5), CultureInfo.InvariantCulture),
        From = row.GetTime(6),
        To = row.GetTimeOrNull(7),
        Origin = PriceOrigin.Database,
    };
}
