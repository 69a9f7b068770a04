namespace Tollgate.Client.Costs;

/// <summary>One session of a book: its sums, and its last entries.</summary>
internal sealed class SessionAccount(string name)
{
    private const int MostKept = 100;

    private readonly LinkedList<(CostEntry Entry, CostSplit Split)> _entries = new();

    /// <summary>The session.</summary>
    public string Name { get; } = name;

    /// <summary>Everything that was recorded.</summary>
    public CostSums All { get; } = new();

    /// <summary>What is no longer kept as an entry.</summary>
    public CostSums Earlier { get; } = new();

    /// <summary>The kept entries, the newest first.</summary>
    public IEnumerable<CostEntry> Entries => _entries.Select(kept => kept.Entry);

    /// <summary>Adds a call.</summary>
    public void Add(CostEntry entry, in CostSplit split)
    {
        All.Add(entry, split);
        _ = _entries.AddFirst((entry, split));
        if (_entries.Count > MostKept)
        {
            var oldest = _entries.Last!.Value;
            Earlier.Add(oldest.Entry, oldest.Split);
            _entries.RemoveLast();
        }
    }
}
