using System.Data.Common;
using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>How budgets stand and stood: for the API and for a caller's own page.</summary>
internal sealed class BudgetStandings(DbDataSource source, BudgetBook book, BudgetClerk clerk, WindowOpener opener, BudgetTill till, TimeProvider time)
{
    /// <summary>A budget with its window; of a split rule the rule alone.</summary>
    public async Task<BudgetReply> OfAsync(Budget budget, CancellationToken ct)
    {
        if (budget.Each != BudgetEach.All)
        {
            return BudgetReply.Of(budget);
        }

        return await opener.CurrentAsync(book.Slot(budget, ""), ct) is { } cell ? BudgetReply.Of(till.Figures(cell)) : BudgetReply.Of(budget);
    }

    /// <summary>All windows of a budget that count now.</summary>
    public async Task<IReadOnlyList<BudgetReply>> WindowsAsync(Budget budget, CancellationToken ct)
    {
        var replies = new List<BudgetReply>();
        foreach (var cell in await clerk.CellsAsync(budget, null, ct))
        {
            replies.Add(BudgetReply.Of(till.Figures(cell)));
        }

        return replies;
    }

    /// <summary>The budgets of one caller.</summary>
    public async Task<IReadOnlyList<BudgetReply>> OfAsync(BudgetSubject caller, CancellationToken ct)
    {
        var replies = new List<BudgetReply>();
        var slots = book.Chain(caller).Slots.Union(book.Chain(caller with { IsNotional = !caller.IsNotional }).Slots);
        foreach (var slot in slots.OrderBy(static slot => slot.Budget.Id))
        {
            if (await opener.CurrentAsync(slot, ct) is { } cell)
            {
                replies.Add(BudgetReply.Of(till.Figures(cell)));
            }
        }

        return replies;
    }

    /// <summary>How many windows of an organization stand how.</summary>
    public async Task<BudgetSummary> SummaryAsync(Guid organizationId, CancellationToken ct)
    {
        var counts = new int[(int)BudgetStatus.Exceeded + 1];
        var total = 0;
        foreach (var budget in book.Budgets)
        {
            if (budget.OrganizationId != organizationId)
            {
                continue;
            }

            foreach (var reply in await WindowsAsync(budget, ct))
            {
                counts[(int)reply.Status!.Value]++;
                total++;
            }
        }

        return new BudgetSummary(total, counts[(int)BudgetStatus.Ok], counts[(int)BudgetStatus.Warn], counts[(int)BudgetStatus.Downgrade], counts[(int)BudgetStatus.Exceeded]);
    }

    /// <summary>What a budget's calls cost on each of the last days, today first; back to the day it was made, and before that the days its first window counted.</summary>
    public async Task<IReadOnlyList<BudgetDay>> HistoryAsync(Budget budget, int days, CancellationToken ct)
    {
        _ = WindowCalendar.TryFindZone(budget.TimeZone, out var zone);
        var first = WindowCalendar.Containing(budget.Window, zone, budget.CreatedAt);
        var history = new List<BudgetDay>(days);
        var at = time.GetUtcNow();
        for (var i = 0; i < days; i++)
        {
            var day = WindowCalendar.Containing(WindowKind.Day, zone, at);
            var isBefore = day.EndsAt <= budget.CreatedAt;
            if (isBefore && day.StartsAt < first.StartsAt)
            {
                break;
            }

            var (cost, uncertain, _) = await SpentSoFar.InAsync(source, budget with { Each = BudgetEach.All }, "", day, ct);
            if (!isBefore || cost + uncertain > Money.Zero)
            {
                history.Add(new BudgetDay(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(day.StartsAt, zone).DateTime), cost, uncertain));
            }

            at = day.StartsAt.AddTicks(-1);
        }

        return history;
    }
}
