using System.Text.Json;
using Tollgate.Api;
using Tollgate.Ledger;

namespace Tollgate.Budgets;

/// <summary>Tells the live feed what happens to budgets.</summary>
internal sealed class BudgetFeed(LiveFeed feed)
{
    private const string Kind = "budget";

    /// <summary>A threshold was crossed, or a bill came out above its reserve.</summary>
    public void Tell(BudgetAlert alert) => Publish(alert.Budget, new BudgetEventReply
    {
        Event = JsonNamingPolicy.SnakeCaseLower.ConvertName(alert.Kind.ToString()),
        BudgetId = alert.Budget.Id,
        Name = alert.Budget.Name,
        Subject = alert.Subject.Length > 0 ? alert.Subject : null,
        Threshold = alert.Threshold > 0 ? alert.Threshold : null,
        Spent = alert.Spent,
        Limit = alert.Limit,
    });

    /// <summary>An owner changed a budget.</summary>
    public void Tell(string action, Budget budget) =>
        Publish(budget, new BudgetEventReply { Event = action, BudgetId = budget.Id, Name = budget.Name, Limit = budget.Limit });

    private void Publish(Budget budget, BudgetEventReply reply)
    {
        if (feed.HasListeners)
        {
            feed.Publish(new LiveEvent(Kind, budget.OrganizationId, ApiJson.Bytes(reply, BudgetJson.Default.BudgetEventReply)));
        }
    }
}
