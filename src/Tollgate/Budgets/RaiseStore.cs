using System.Data.Common;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Budgets;

/// <summary>Temporary raises in the database.</summary>
internal sealed class RaiseStore(DbDataSource source, TimeProvider time)
{
    private const string Columns = "id, budget_id, by_nanos, until_at, reason, made_by, created_at";

    private const string Insert = $"insert into budget_raise ({Columns}) values (@id, @budget, @by, @until, @reason, @made_by, @created)";

    private const string SelectOpen = $"select {Columns} from budget_raise where ended_at is null and (@budget is null or budget_id = @budget) order by until_at";

    private const string End = "update budget_raise set ended_at = @now where id = @id and ended_at is null";

    /// <summary>Adds a raise.</summary>
    public async Task<BudgetRaise> AddAsync(Guid budgetId, Money by, DateTimeOffset until, string reason, string madeBy, CancellationToken ct)
    {
        var raise = new BudgetRaise(Ids.New(time), budgetId, by, until, reason, madeBy, time.GetUtcNow());
        await using var command = source.CreateCommand(Insert);
        command.Add("@id", raise.Id).Add("@budget", budgetId).Add("@by", by).Add("@until", until)
            .Add("@reason", reason).Add("@made_by", madeBy).Add("@created", raise.CreatedAt);
        await command.ExecuteNonQueryAsync(ct);
        return raise;
    }

    /// <summary>Raises that have not ended, those that end first before others.</summary>
    public async Task<IReadOnlyList<BudgetRaise>> OpenAsync(Guid? budgetId, CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectOpen);
        command.Add("@budget", budgetId);
        var raises = new List<BudgetRaise>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            raises.Add(new BudgetRaise(row.GetId(0), row.GetId(1), row.GetMoney(2), row.GetTime(3), row.GetString(4), row.GetString(5), row.GetTime(6)));
        }

        return raises;
    }

    /// <summary>What the raises add to a budget now.</summary>
    public async Task<Money> RaisedByAsync(Guid budgetId, CancellationToken ct)
    {
        var sum = Money.Zero;
        foreach (var raise in await OpenAsync(budgetId, ct))
        {
            sum += raise.Until > time.GetUtcNow() ? raise.By : Money.Zero;
        }

        return sum;
    }

    /// <summary>Ends a raise.</summary>
    public async Task EndAsync(Guid id, CancellationToken ct)
    {
        await using var command = source.CreateCommand(End);
        await command.Add("@id", id).Add("@now", time.GetUtcNow()).ExecuteNonQueryAsync(ct);
    }
}
