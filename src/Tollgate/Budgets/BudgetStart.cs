using Microsoft.Extensions.Logging;

namespace Tollgate.Budgets;

/// <summary>What has to happen between the replay of the journal and the first call.</summary>
internal sealed class BudgetStart(BudgetStore store, BudgetBook book, WindowStore windows, ILogger<BudgetStart> log)
{
    /// <summary>
    /// Decides about what earlier incarnations held and puts the rules in force. To be called when every record of the journal is in the
    /// database; <paramref name="isJournalWhole"/> is false when a segment was quarantined: then the remainders stay suspended.
    /// </summary>
    public async Task RunAsync(bool isJournalWhole, CancellationToken ct)
    {
        var slices = await windows.RecoverAsync(isJournalWhole, ct);
        await store.LoadAsync(ct);
        BudgetLog.Started(log, book.Budgets.Count, slices);
    }
}
