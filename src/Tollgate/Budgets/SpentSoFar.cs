using System.Data.Common;
using System.Globalization;
using Tollgate.Callers;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Budgets;

/// <summary>What the ledger already holds of a budget's calls: for a window opened in its middle, and for the history.</summary>
internal static class SpentSoFar
{
    private const string Sum =
        """
        select coalesce(sum(cost_nanos), 0), coalesce(sum(uncertain_nanos), 0), count(case when uncertain_nanos > 0 then 1 end) from request
        where started_at >= @from and started_at < @to
        """;

    private const string Billed = " and (flags & @notional) = 0";
    private const string Notional = " and (flags & @notional) <> 0";
    private const string OfOrganization = " and organization_id = @organization";
    private const string OfKey = " and key_id = @target_id";
    private const string OfSession = " and session = @target";
    private const string OfAgent = " and (agent = @target or agent_id = @target_id or principal_id = @target_id or principal_name = @target)";
    private const string OfUser = " and (user_hash = @target or principal_id = @target_id or principal_name = @target)";
    private const string OfTeam = " and team_id = @target_id";
    private const string OfTemplate = " and key_id in (select k.id from api_key k where k.template_id = @target_id)";
    private const string OfModel = " and (model = @target or substr(model, 1, @prefix) = @begin)";
    private const string OfProvider = " and provider = @target";
    private const string OfTag = " and exists (select 1 from request_tag t where t.request_id = request.id and t.name = @tag_name and (@tag_value is null or t.value = @tag_value))";
    private const string OfSubjectUser = " and (user_hash = @subject or principal_id = @subject_id)";
    private const string OfSubjectAgent = " and (agent = @subject or principal_id = @subject_id)";
    private const string OfSubjectKey = " and key_id = @subject_id";
    private const string OfSubjectHolder = " and principal_id = @subject_id";
    private const string OfSubjectSession = " and session = @subject";
    private const string OfSubjectModel = " and model = @subject";
    private const string OfSubjectProvider = " and provider = @subject";

    /// <summary>Cost and uncertainty of the calls that began in a window, and how many of them left something uncertain.</summary>
    public static async Task<(Money Cost, Money Uncertain, int Calls)> InAsync(WindowTransaction rows, Budget budget, string subject, CalendarWindow window, CancellationToken ct)
    {
        await using var command = rows.Command(Sql(budget));
        Bind(command, budget, subject, window);
        return await ReadAsync(command, ct);
    }

    /// <summary>The same outside a transaction.</summary>
    public static async Task<(Money Cost, Money Uncertain, int Calls)> InAsync(DbDataSource source, Budget budget, string subject, CalendarWindow window, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Sql(budget));
        Bind(command, budget, subject, window);
        return await ReadAsync(command, ct);
    }

    private static string Sql(Budget budget) => Sum + Kind(budget.Counts) + Scopes(budget) + Each(budget.Each) + (budget.Scope == BudgetScope.Global ? "" : OfOrganization);

    /// <summary>Each condition with parameters of its own.</summary>
    private static string Scopes(Budget budget) => string.Concat(budget.Parts().Select(static (part, index) => Scope(part.Scope).Replace("@", Prefix(index), StringComparison.Ordinal)));

    private static string Prefix(int index) => string.Create(CultureInfo.InvariantCulture, $"@p{index}_");

    private static string Kind(BudgetCounts counts) => counts switch
    {
        BudgetCounts.All => "",
        BudgetCounts.Notional => Notional,
        _ => Billed,
    };

    private static string Scope(BudgetScope scope) => scope switch
    {
        BudgetScope.Key => OfKey,
        BudgetScope.Session => OfSession,
        BudgetScope.Agent => OfAgent,
        BudgetScope.User => OfUser,
        BudgetScope.Team => OfTeam,
        BudgetScope.Template => OfTemplate,
        BudgetScope.Model => OfModel,
        BudgetScope.Provider => OfProvider,
        BudgetScope.Tag => OfTag,
        _ => "",
    };

    private static string Each(BudgetEach each) => each switch
    {
        BudgetEach.User => OfSubjectUser,
        BudgetEach.Agent => OfSubjectAgent,
        BudgetEach.Key => OfSubjectKey,
        BudgetEach.Holder => OfSubjectHolder,
        BudgetEach.Session => OfSubjectSession,
        BudgetEach.Model => OfSubjectModel,
        BudgetEach.Provider => OfSubjectProvider,
        _ => "",
    };

    private static void Bind(DbCommand command, Budget budget, string subject, CalendarWindow window)
    {
        command
            .Add("@from", window.StartsAt)
            .Add("@to", window.EndsAt == CalendarWindow.Never ? long.MaxValue : window.EndsAt.ToUnixMicros())
            .Add("@notional", (long)LineFlags.Notional)
            .Add("@organization", budget.OrganizationId)
            .Add("@subject", subject)
            .Add("@subject_id", Id(subject));
        foreach (var (part, index) in budget.Parts().Select(static (part, index) => (part, index)))
        {
            Bind(command, Prefix(index), part.Target);
        }
    }

    private static void Bind(DbCommand command, string prefix, string target)
    {
        var isPrefix = target.EndsWith('*');
        command
            .Add(prefix + "target", target)
            .Add(prefix + "target_id", Id(target))
            .Add(prefix + "prefix", isPrefix ? target.Length - 1 : 0)
            .Add(prefix + "begin", isPrefix ? target[..^1] : null)
            .Add(prefix + "tag_name", TagTargets.Name(target))
            .Add(prefix + "tag_value", TagTargets.Value(target));
    }

    private static Guid? Id(string text) => Guid.TryParse(text, out var id) ? id : null;

    private static async Task<(Money Cost, Money Uncertain, int Calls)> ReadAsync(DbCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetMoney(0), reader.GetMoney(1), (int)reader.GetInt64(2)) : default;
    }
}
