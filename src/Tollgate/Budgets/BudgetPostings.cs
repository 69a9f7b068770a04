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

        foreach (var proof in lines.Where(static line => line.Kind != LineKind.Charge))
        {
            foreach (var window in proof.Windows.ToArray().Order())
            {
                await ProveAsync(rows, window, proof, ct);
            }
        }
    }

    /// <summary>One sum per window, in the order of ids, so that two writers never wait for each other in a circle.</summary>
    private static SortedDictionary<Guid, WindowPosting> Sum(IReadOnlyList<SettledLine> lines)
    {
        var sums = new SortedDictionary<Guid, WindowPosting>();
        foreach (var line in lines)
        {
            foreach (var window in line.Kind == LineKind.Charge ? line.Windows.Span : default)
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
        await rows.WriteAsync(windowId, state.Count(sum.UncertainCalls), ct);
        if (slice is not null)
        {
            await rows.WriteAsync(slice.Id, charged, ct);
        }
    }

    /// <summary>Later proof does not come out of a slice: it decides about money that is suspended.</summary>
    private async Task ProveAsync(WindowTransaction rows, Guid windowId, SettledLine proof, CancellationToken ct)
    {
        if (await rows.WindowAsync(windowId, ct) is not { } window)
        {
            return;
        }

        var ended = await WasReleasedAsync(rows, window, proof, ct) ? Money.Zero : -proof.Uncertain;
        await rows.WriteAsync(windowId, SliceProtocol.Resolve(window.State, ended, proof.Cost).Count(ended > Money.Zero ? -1 : 0), ct);
        adjustments.TryWrite(new WindowAdjustment(windowId, proof.Cost, -ended));
    }

    /// <summary>What an operator took for unspent is back in the window already: it must not come back twice.</summary>
    private static async Task<bool> WasReleasedAsync(WindowTransaction rows, WindowRow window, SettledLine proof, CancellationToken ct) =>
        window.State.ReleasedAt is { } released && await rows.SettledAtAsync(proof.RequestId, proof.Attempt, ct) <= released;
}
