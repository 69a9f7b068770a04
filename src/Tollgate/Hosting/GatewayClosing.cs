using Tollgate.Ledger;
using Tollgate.Ledger.Journals;

namespace Tollgate.Hosting;

/// <summary>What happens after the last call: the database takes what the journal holds, and the journal is closed.</summary>
internal sealed class GatewayClosing(LedgerWriter ledger, Journal journal)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Runs it. What the database does not take in time stays in the journal for the next start.</summary>
    public async Task RunAsync()
    {
        var isDrained = await ledger.CatchUpAsync(Patience, CancellationToken.None);
        await ledger.DisposeAsync();
        journal.Close(isDrained);
    }
}
