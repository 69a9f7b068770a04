using Tollgate.Core;
using Tollgate.Ledger;
using Tollgate.Ledger.Records;

namespace Tollgate.Analytics.Rollups;

/// <summary>
/// The sums of an unbroken run of new rows, added up while the ledger's writer has them in its hands. What cannot be added from the records alone
/// is remembered by its id and read from the database when the sums are written: few calls, for most have one attempt and one record.
/// </summary>
internal sealed class RollupIntake
{
    private const int MostCells = 20_000;
    private const int MostLoose = 20_000;

    private readonly CacheSavings _savings;
    private readonly Dictionary<IntakeCell, UsageSums> _cells = [];
    private readonly Dictionary<Guid, List<JournalRecord>> _loose = [];
    private readonly HashSet<Guid> _unread = [];
    private long _requestRow;
    private long _lineSequence;
    private Guid? _lastRequest;
    private bool _isBroken;

    /// <summary>An intake that begins with the next batch that tells where it stands.</summary>
    public RollupIntake(CacheSavings savings) => _savings = savings;

    /// <summary>An intake that goes on where another ended.</summary>
    public RollupIntake(RollupIntake before)
    {
        _savings = before._savings;
        (From, _requestRow, _lineSequence) = ((before._requestRow, before._lineSequence), before._requestRow, before._lineSequence);
    }

    /// <summary>The rows that come before the first one here; null while that is not known.</summary>
    public (long Row, long Sequence)? From { get; private set; }

    /// <summary>Whether it holds every row since <see cref="From"/>.</summary>
    public bool IsWhole => From is not null && !_isBroken;

    /// <summary>Lines whose call did not come with them.</summary>
    public IReadOnlyDictionary<Guid, List<JournalRecord>> Loose => _loose;

    /// <summary>Calls of which some line is older, by id: all of their lines are to be read.</summary>
    public IReadOnlyCollection<Guid> Unread => _unread;

    /// <summary>Adds a batch.</summary>
    public void Add(IReadOnlyList<NewRow> rows)
    {
        if (_isBroken || !Anchor(rows))
        {
            return;
        }

        try
        {
            for (var i = 0; i < rows.Count && !_isBroken; i++)
            {
                Add(rows[i]);
            }
        }
        catch (OverflowException)
        {
            // The reader of rows will say where the sum does not fit.
            _isBroken = true;
        }

        _isBroken |= _cells.Count > MostCells || _loose.Count + _unread.Count > MostLoose;
    }

    /// <summary>The last rows here.</summary>
    public (long Row, long Sequence) End => (_requestRow, _lineSequence);

    /// <summary>Where the sums lead to from a mark that stands at <see cref="From"/>.</summary>
    public RollupMark To(RollupMark mark) => new(_requestRow, _lastRequest ?? mark.RequestId, _lineSequence);

    /// <summary>The sums by group and hour.</summary>
    public Dictionary<UsageCell, UsageSums> Cells()
    {
        var cells = new Dictionary<UsageCell, UsageSums>(_cells.Count);
        foreach (var (cell, sums) in _cells)
        {
            RollupReader.Add(cells, cell.Group(), cell.Hour, sums);
        }

        return cells;
    }

    /// <summary>The figures of a settled attempt.</summary>
    public static LineFigures Figures(in SettledRecord settled)
    {
        var usage = settled.Usage;
        return new LineFigures(
            settled.Cost.Nanos, settled.Uncertain.Nanos, settled.ListCost.Nanos, usage.TotalInput, usage[Unit.CacheRead], usage[Unit.CacheWrite5m], usage[Unit.CacheWrite1h],
            usage.TotalOutput, usage[Unit.Reasoning], settled.Rates);
    }

    private bool Anchor(IReadOnlyList<NewRow> rows)
    {
        if (From is not null)
        {
            return true;
        }

        var (row, sequence) = (0L, 0L);
        for (var i = 0; i < rows.Count && (row == 0 || sequence == 0); i++)
        {
            row = row == 0 ? rows[i].RequestRow : row;
            sequence = sequence == 0 ? rows[i].LineSequence : sequence;
        }

        if (row == 0 || sequence == 0)
        {
            return false;
        }

        (_requestRow, _lineSequence) = (row - 1, sequence - 1);
        From = (_requestRow, _lineSequence);
        return true;
    }

    private void Add(in NewRow row)
    {
        if (row.LineSequence != 0)
        {
            // Somebody else wrote between: a correction, another gateway.
            _isBroken |= row.LineSequence != _lineSequence + 1;
            _lineSequence = row.LineSequence;
        }

        if (row.RequestRow == 0)
        {
            Wait(row.Record);
            return;
        }

        _isBroken |= row.RequestRow != _requestRow + 1;
        (_requestRow, _lastRequest) = (row.RequestRow, row.Record.Call.RequestId);
        AddCall(row.Record, row.LineSequence != 0);
    }

    private void Wait(JournalRecord line)
    {
        var id = line.Call.RequestId;
        if (!_loose.TryGetValue(id, out var lines))
        {
            _loose.Add(id, lines = []);
        }

        lines.Add(line);
    }

    private void AddCall(JournalRecord record, bool hasLine)
    {
        var request = record.Request;
        var cell = IntakeCell.Of(request);
        var sums = Sums(cell).AddCall(
            request.Refusal is not null, request.Result.Wire(), request.Saved.Nanos, request.EndedAt.ToUnixMicros() - request.Call.StartedAt.ToUnixMicros());
        _ = _loose.Remove(record.Call.RequestId, out var earlier);
        if (request.Attempts > (hasLine ? 1 : 0) + (earlier?.Count ?? 0))
        {
            _unread.Add(record.Call.RequestId);
            return;
        }

        if (hasLine)
        {
            AddLine(request, cell, sums, record.Settled);
        }

        for (var i = 0; i < (earlier?.Count ?? 0); i++)
        {
            AddLine(request, cell, sums, earlier![i].Settled);
        }
    }

    private void AddLine(in RequestRecord request, in IntakeCell ofCall, UsageSums sumsOfCall, in SettledRecord settled)
    {
        var cell = IntakeCell.Of(request, settled.Attempt);
        var sums = cell.Equals(ofCall) ? sumsOfCall : Sums(cell);
        sums.AddLine(Figures(settled), _savings);
    }

    private UsageSums Sums(in IntakeCell cell)
    {
        if (!_cells.TryGetValue(cell, out var sums))
        {
            _cells.Add(cell, sums = new UsageSums());
        }

        return sums;
    }
}
