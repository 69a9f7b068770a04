using System.Data.Common;
using System.Text.Json;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Pricing.Admin;

/// <summary>Prices set over the API, in the database.</summary>
internal sealed class PriceStore(DbDataSource source, TimeProvider time)
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
        await using var reader = await command.ExecuteReaderAsync(ct);
        var models = new List<OwnModel>();
        while (await reader.ReadAsync(ct))
        {
            models.Add(Read(reader));
        }

        return models;
    }

    /// <summary>Sets a price; the one before it ends now.</summary>
    public async Task<OwnModel> PutAsync(OwnModel model, PriceBody prices, string setBy, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var end = connection.CreateCommand())
        {
            (end.CommandText, end.Transaction) = (End, transaction);
            _ = await end.Add("@at", now).Add("@provider", model.Provider).Add("@upstream_model", model.UpstreamModel).ExecuteNonQueryAsync(ct);
        }

        await using (var insert = connection.CreateCommand())
        {
            (insert.CommandText, insert.Transaction) = (Insert, transaction);
            insert.Add("@id", Ids.New(time)).Add("@provider", model.Provider).Add("@upstream_model", model.UpstreamModel)
                .Add("@prices", JsonSerializer.Serialize(prices, PricingJson.Default.PriceBody)).Add("@set_by", setBy).Add("@set_at", now);
            _ = await insert.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return model with { SetAt = now };
    }

    /// <summary>Ends a price; false when none was set.</summary>
    public async Task<bool> EndAsync(string provider, string upstreamModel, CancellationToken ct)
    {
        await using var command = source.CreateCommand(End);
        return await command.Add("@at", time.GetUtcNow()).Add("@provider", provider).Add("@upstream_model", upstreamModel).ExecuteNonQueryAsync(ct) > 0;
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
