using Tollgate.Core;
using Tollgate.Ledger;

namespace Tollgate.ModelCalls.Bills;

/// <summary>The bill of a batch, added up answer by answer while its results pass to the client: of no size of theirs is more kept than a line.</summary>
internal sealed class BatchBill
{
    private readonly CostOf _cost;
    private readonly LineCutter _lines;
    private Money? _sum = Money.Zero;

    /// <summary>A bill that nothing is on yet.</summary>
    /// <param name="line">The attempt that began the batch.</param>
    /// <param name="cost">Prices one line.</param>
    public BatchBill(DeferredLine line, CostOf cost)
    {
        Line = line;
        _cost = cost;
        _lines = new LineCutter(Add);
    }

    /// <summary>What one line costs; null when it cannot be read or priced.</summary>
    public delegate Money? CostOf(ReadOnlySpan<byte> line);

    /// <summary>The attempt that began the batch.</summary>
    public DeferredLine Line { get; }

    /// <summary>The next piece of the results.</summary>
    public void Read(ReadOnlySpan<byte> piece) => _lines.Read(piece);

    /// <summary>What all answers cost, once the results have ended; null when one of them cannot be read or priced: then the bill stays open.</summary>
    public Money? Total()
    {
        _lines.End();
        return _lines.IsTooLong ? null : _sum;
    }

    private void Add(ReadOnlySpan<byte> line) => _sum = _sum is { } sum && _cost(line) is { } cost ? sum + cost : null;
}
