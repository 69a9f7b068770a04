using System.Data.Common;
using System.Globalization;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Budgets;

/// <summary>The rules in the database. What is written here is in force at once: the book hears of it.</summary>
internal sealed class BudgetStore(DbDataSource source, BudgetBook book, TimeProvider time)
{
    private const string Columns =
        """
        id, organization_id, name, scope, target, each_of, limit_nanos, window_kind, time_zone, is_hard, on_no_fit, downgrade_to, warn_percent,
        alert_percents, fail_mode, status_override, contact, origin, created_at, updated_at, counts, also
        """;

    private const string Insert =
        $"""
        insert into budget ({Columns})
        values (@id, @organization, @name, @scope, @target, @each, @limit, @window, @zone, @hard, @on_no_fit, @downgrade_to, @warn,
          @alerts, @fail_mode, @status, @contact, @origin, @created, @updated, @counts, @also)
        on conflict do nothing
        """;

    private const string Change =
        """
        update budget set name = @name, limit_nanos = @limit, is_hard = @hard, on_no_fit = @on_no_fit, downgrade_to = @downgrade_to, warn_percent = @warn,
          alert_percents = @alerts, fail_mode = @fail_mode, status_override = @status, contact = @contact, origin = @origin, updated_at = @updated
        where id = @id and organization_id = @organization and deleted_at is null
          and not exists (select 1 from budget other where other.organization_id = @organization and other.name = @name and other.deleted_at is null and other.id <> @id)
        """;

    private const string Delete =
        "update budget set deleted_at = @now where id = @id and organization_id = @organization and deleted_at is null";

    private const string SelectAll = $"select {Columns} from budget where deleted_at is null order by id";

    private const string SelectPage =
        $"""
        select {Columns} from budget
        where organization_id = @organization and deleted_at is null and id > @after
        order by id limit @count
        """;

    private const string SelectOne =
        $"select {Columns} from budget where id = @id and organization_id = @organization and deleted_at is null";

    /// <summary>Makes a budget; it counts from now on, with what the ledger already holds in its window.</summary>
    public Task<Outcome<Budget>> CreateAsync(NewBudget wish, CancellationToken ct) => AddAsync(wish.ToBudget(Ids.New(time), time.GetUtcNow()), ct);

    /// <summary>Adds a budget as it stands.</summary>
    public async Task<Outcome<Budget>> AddAsync(Budget budget, CancellationToken ct)
    {
        if (BudgetRules.Check(budget) is { } fault)
        {
            return fault;
        }

        await using var command = source.CreateCommand(Insert);
        Bind(command, budget);
        if (await command.ExecuteNonQueryAsync(ct) == 0)
        {
            return Taken(budget);
        }

        book.Put(budget);
        return budget;
    }

    /// <summary>Changes everything but scope, target, window and zone, which would move money between windows.</summary>
    public async Task<Outcome<Budget>> UpdateAsync(Budget changed, CancellationToken ct)
    {
        var budget = changed with { UpdatedAt = time.GetUtcNow() };
        if (BudgetRules.Check(budget) is { } fault)
        {
            return fault;
        }

        await using var command = source.CreateCommand(Change);
        Bind(command, budget);
        if (await command.ExecuteNonQueryAsync(ct) == 0)
        {
            return Taken(budget);
        }

        book.Put(budget);
        return budget;
    }

    /// <summary>Deletes a budget; its windows stay in the history.</summary>
    public async Task<bool> DeleteAsync(Guid organizationId, Guid id, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Delete);
        command.Add("@now", time.GetUtcNow()).Add("@id", id).Add("@organization", organizationId);
        var isDeleted = await command.ExecuteNonQueryAsync(ct) > 0;
        if (isDeleted)
        {
            book.Remove(id);
        }

        return isDeleted;
    }

    /// <summary>One budget of an organization.</summary>
    public async Task<Budget?> GetAsync(Guid organizationId, Guid id, CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectOne);
        command.Add("@id", id).Add("@organization", organizationId);
        var found = await command.ReadRowsAsync(Read, ct);
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>An organization's budgets in the order they were made.</summary>
    public async Task<IReadOnlyList<Budget>> ListAsync(Guid organizationId, Guid after, int count, CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectPage);
        command.Add("@organization", organizationId).Add("@after", after).Add("@count", count);
        return await command.ReadRowsAsync(Read, ct);
    }

    /// <summary>Fills the book at start.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectAll);
        book.Load(await command.ReadRowsAsync(Read, ct));
    }

    private static Refusal Taken(Budget budget) =>
        new(RefusalCode.Conflict, $"A budget named '{budget.Name}' exists already.") { Parameter = "name" };

    private static void Bind(DbCommand command, Budget budget) => command
        .Add("@id", budget.Id)
        .Add("@organization", budget.OrganizationId)
        .Add("@name", budget.Name)
        .Add("@scope", BudgetWords.Word(budget.Scope))
        .Add("@target", budget.Target)
        .Add("@each", BudgetWords.Word(budget.Each))
        .Add("@limit", budget.Limit)
        .Add("@window", BudgetWords.Word(budget.Window))
        .Add("@zone", budget.TimeZone)
        .Add("@hard", budget.Hard)
        .Add("@on_no_fit", BudgetWords.Word(budget.OnNoFit))
        .Add("@downgrade_to", budget.DowngradeTo)
        .Add("@warn", budget.WarnPercent)
        .Add("@alerts", string.Join(',', budget.AlertPercents))
        .Add("@fail_mode", BudgetWords.Word(budget.FailMode))
        .Add("@status", (long?)budget.StatusOverride)
        .Add("@contact", budget.Contact)
        .Add("@origin", BudgetWords.Word(budget.Origin))
        .Add("@created", budget.CreatedAt)
        .Add("@updated", budget.UpdatedAt)
        .Add("@counts", BudgetWords.Word(budget.Counts))
        .Add("@also", BudgetPart.Text(budget.Also));

    private static Budget Read(DbDataReader row) => new()
    {
        Id = row.GetId(0),
        OrganizationId = row.GetId(1),
        Name = row.GetString(2),
        Scope = BudgetWords.Read<BudgetScope>(row.GetString(3)),
        Target = row.GetString(4),
        Each = BudgetWords.Read<BudgetEach>(row.GetString(5)),
        Limit = row.GetMoney(6),
        Window = BudgetWords.Read<WindowKind>(row.GetString(7)),
        TimeZone = row.GetString(8),
        Hard = row.GetFlag(9),
        OnNoFit = BudgetWords.Read<NoFit>(row.GetString(10)),
        DowngradeTo = row.GetTextOrNull(11),
        WarnPercent = (int)row.GetInt64(12),
        AlertPercents = Percents(row.GetString(13)),
        FailMode = BudgetWords.Read<FailMode>(row.GetString(14)),
        StatusOverride = (int?)row.GetNumberOrNull(15),
        Contact = row.GetTextOrNull(16),
        Origin = BudgetWords.Read<BudgetOrigin>(row.GetString(17)),
        CreatedAt = row.GetTime(18),
        UpdatedAt = row.GetTime(19),
        Counts = BudgetWords.Read<BudgetCounts>(row.GetString(20)),
        Also = BudgetPart.Read(row.GetString(21)),
    };

    private static int[] Percents(string text) =>
        text.Length == 0 ? [] : Array.ConvertAll(text.Split(','), static part => int.Parse(part, CultureInfo.InvariantCulture));
}
