using System.Data.Common;
using System.Threading.Channels;
using Tollgate.Core;
using Tollgate.Ledger;

namespace Tollgate.Budgets;

/// <summary>Writes the ledger's new lines into the windows that held their reserve, in the ledger's own transaction: the two cannot disagree.</summary>
internal sealed class BudgetPostings(BudgetNode node, ChannelWriter<WindowAdjustment> adjustments)
{
    /// <summary>The <see cref="LedgerSink"/>.</summary>
    public async Task PostAsync(DbTransaction transaction, IReadOnlyList<SettledLine> lines, CancellationToken ct)
    {
        var rows = new WindowTransaction(transaction.Connection!, transaction);
        foreach (var (window, sum) in Sum(lines))
        {
            await PostAsync(rows, window, sum, ct);
        }
    }

    /// <summary>One sum per window, in the order of ids, so that two writers never wait for each other in a circle.</summary>
    private static SortedDictionary<Guid, WindowPosting> Sum(IReadOnlyList<SettledLine> lines)
    {
        var sums = new SortedDictionary<Guid, WindowPosting>();
        foreach (var line in lines)
        {
            foreach (var window in line.Windows.Span)
            {
                sums[window] = sums.GetValueOrDefault(window).With(line);
            }
        }

        return sums;
    }

    private async Task PostAsync(WindowTransaction rows, Guid windowId, WindowPosting sum, CancellationToken ct)
    {
        if (await rows.WindowAsync(windowId, ct) is not { } window)
        {
            return;
        }

        var slice = await rows.OpenSliceAsync(windowId, node.Id, ct);
        var owned = slice?.State ?? new SliceState(Money.Zero, Money.Zero, SliceStatus.Returned, 0);
        var (state, charged) = SliceProtocol.Charge(window.State, owned, sum.Cost, sum.Uncertain);
        await rows.WriteAsync(windowId, SliceProtocol.Resolve(state, -sum.AdjustedUncertain, sum.AdjustedCost), ct);
        if (slice is not null)
        {
            await rows.WriteAsync(slice.Id, charged, ct);
        }

        if (sum.IsAdjusted)
        {
            adjustments.TryWrite(new WindowAdjustment(windowId, sum.AdjustedCost, sum.AdjustedUncertain));
        }
    }
}
