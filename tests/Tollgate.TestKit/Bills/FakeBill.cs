using System.Collections.Concurrent;

namespace Tollgate.TestKit.Bills;

/// <summary>The fake provider's own books: one line per request, never rounded.</summary>
public sealed class FakeBill
{
    private readonly ConcurrentDictionary<string, BillLine> _lines = new();
    private readonly Lock _gate = new();
    private Rational _total;

    /// <summary>What all requests cost together, as it stands now.</summary>
    public Rational Total
    {
        get
        {
            lock (_gate)
            {
                return _total;
            }
        }
    }

    /// <summary>How many lines there are.</summary>
    public int Count => _lines.Count;

    /// <summary>All lines, in the order of arrival.</summary>
    public IReadOnlyList<BillLine> Lines => [.. _lines.Values.OrderBy(line => line.Number)];

    /// <summary>The line of a response id; null when there is none.</summary>
    public BillLine? Find(string id) => _lines.GetValueOrDefault(id);

    /// <summary>All attempts that carried a mark, in the order of arrival.</summary>
    public IReadOnlyList<BillLine> Marked(string mark) => [.. Lines.Where(line => line.Mark == mark)];

    /// <summary>Adds a line, or replaces the one with the same id.</summary>
    public void Put(BillLine line)
    {
        lock (_gate)
        {
            if (_lines.TryGetValue(line.Id, out var old))
            {
                _total -= old.Amount;
            }

            _lines[line.Id] = line;
            _total += line.Amount;
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _lines.Clear();
            _total = Rational.Zero;
        }
    }
}
