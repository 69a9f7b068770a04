using System.Data.Common;
using System.Text.Json;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Pricing.Admin;

/// <summary>Prices set over the API, in the database.</summary>
internal sealed class PriceStore(DbDataSource source, AuditLog audit, TimeProvider time)
{
    private const string SelectOpen =
        "select provider, upstream_model, prices, set_at from price_override where ended_at is null order by set_at, provider, upstream_model";

    private const string End = "update price_override set ended_at = @at where provider = @provider and upstream_model = @upstream_model and ended_at is null";

    private const string Insert =
        """
        insert into price_override (id, provider, upstream_model, prices, set_by, set_at)
        values (@id, @provider, @upstream_model, @prices, @set_by, @set_at)
        """;

    /// <summary>The prices in force.</summary>
    public async Task<IReadOnlyList<OwnModel>> ListAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectOpen);
        return await command.ReadRowsAsync(Read, ct);
    }

    /// <summary>Sets a price, audited; the one before it ends now.</summary>
    public async Task<OwnModel> PutAsync(OwnModel model, PriceBody prices, ApiCaller caller, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var text = JsonSerializer.Serialize(prices, PricingJson.Default.PriceBody);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        _ = await EndAsync(connection, model.Provider, model.UpstreamModel, now, ct);
        await using (var insert = connection.CreateCommand(Insert))
        {
            insert.Add("@id", Ids.New(time)).Add("@provider", model.Provider).Add("@upstream_model", model.UpstreamModel)
                .Add("@prices", text).Add("@set_by", caller.Name).Add("@set_at", now);
            _ = await insert.ExecuteNonQueryAsync(ct);
        }

        await audit.AppendAsync(connection, Happened(caller, "price.set", model.Provider, model.UpstreamModel, text), ct);
        await transaction.CommitAsync(ct);
        return model with { SetAt = now };
    }

    /// <summary>Ends a price, audited; false when none was set.</summary>
    public async Task<bool> EndAsync(string provider, string upstreamModel, ApiCaller caller, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var isEnded = await EndAsync(connection, provider, upstreamModel, time.GetUtcNow(), ct);
        if (isEnded)
        {
            await audit.AppendAsync(connection, Happened(caller, "price.end", provider, upstreamModel, "{}"), ct);
            await transaction.CommitAsync(ct);
        }

        return isEnded;
    }

    private static AuditEvent Happened(ApiCaller caller, string action, string provider, string upstreamModel, string detail) =>
        new(caller.OrganizationId, caller.KeyId, caller.Name, action, "model", $"{provider}/{upstreamModel}", detail);

    private static async Task<bool> EndAsync(DbConnection connection, string provider, string upstreamModel, DateTimeOffset at, CancellationToken ct)
    {
        await using var command = connection.CreateCommand(End);
        return await command.Add("@at", at).Add("@provider", provider).Add("@upstream_model", upstreamModel).ExecuteNonQueryAsync(ct) > 0;
    }

    private static OwnModel Read(DbDataReader row)
    {
        var prices = JsonSerializer.Deserialize(row.GetString(2), PricingJson.Default.PriceBody)!;
        return new OwnModel
        {
            Name = row.GetString(1),
            Provider = row.GetString(0),
            UpstreamModel = row.GetString(1),
            Price = OwnPrice.Read(prices.PricePerMillion ?? [], prices.PricePerUnit ?? [], static (field, fault) => throw new FormatException($"{field} {fault}")),
            Origin = PriceOrigin.Database,
            SetAt = row.GetTime(3),
        };
    }
}
