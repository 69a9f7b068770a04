using System.Text.Json;
using Tollgate.Api;
using Tollgate.Audit;

namespace Tollgate.Budgets;

/// <summary>Writes what owners did to budgets into the audit log and the live feed.</summary>
internal sealed class BudgetAudit(AuditLog log, BudgetFeed feed)
{
    /// <summary>Notes a change of a budget: what, by whom, and in a word how or why.</summary>
    public async Task WriteAsync(ApiCaller caller, string action, Budget budget, string note, CancellationToken ct)
    {
        var detail = $$"""{"name":"{{JsonEncodedText.Encode(budget.Name)}}","note":"{{JsonEncodedText.Encode(note)}}"}""";
        await log.AppendAsync(AuditEvent.By(caller, action, "budget", budget.Id, detail), ct);
        feed.Tell(action, budget);
    }
}
