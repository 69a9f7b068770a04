namespace Tollgate.Budgets;

/// <summary>The open windows of a chain at one time; replaced as a whole when one of them ends.</summary>
internal sealed class WindowSet
{
    /// <summary>The windows of a call that no budget counts.</summary>
    public static readonly WindowSet Empty = new([]);

    private readonly WindowCell[] _cells;
    private readonly Guid[] _ids;
    private readonly DateTimeOffset _endsAt;

    /// <summary>Makes the set.</summary>
    public WindowSet(WindowCell[] cells)
    {
        _cells = cells;
        _ids = Array.ConvertAll(cells, static cell => cell.Id);
        _endsAt = CalendarWindow.Never;
        foreach (var cell in cells)
        {
            _endsAt = cell.Window.EndsAt < _endsAt ? cell.Window.EndsAt : _endsAt;
        }
    }

    /// <summary>The windows, in the order of the chain.</summary>
    public ReadOnlySpan<WindowCell> Cells => _cells;

    /// <summary>Their ids.</summary>
    public ReadOnlySpan<Guid> Ids => _ids;

    /// <summary>Whether a window has ended or was replaced, so that the set must be made anew.</summary>
    public bool IsStale(DateTimeOffset now)
    {
        if (now >= _endsAt)
        {
            return true;
        }

        foreach (var cell in _cells)
        {
            if (cell.IsClosed)
            {
                return true;
            }
        }

        return false;
    }
}
