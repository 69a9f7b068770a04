namespace Tollgate.Client.Tokens;

/// <summary>The message ids that were counted, the latest ten thousand.</summary>
internal sealed class SeenIds
{
    private const int Most = 10_000;

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Remembers an id; false when it is known.</summary>
    public bool Add(string id)
    {
        if (!_ids.Add(id))
        {
            return false;
        }

        _order.Enqueue(id);
        if (_order.Count > Most)
        {
            _ = _ids.Remove(_order.Dequeue());
        }

        return true;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _ids.Clear();
        _order.Clear();
    }
}
