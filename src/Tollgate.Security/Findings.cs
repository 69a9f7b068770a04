namespace Tollgate.Security;

/// <summary>
/// The findings of one scan. Nothing is allocated until the first one. A secret that two rules see is kept once, under the surer rule;
/// the number is bounded, for a hostile text must not buy memory.
/// </summary>
public struct Findings
{
    /// <summary>More than this are counted, not kept.</summary>
    public const int Most = 1024;

    private Finding[]? _items;

    /// <summary>The least severity that was kept once there are as many as may be.</summary>
    private Severity _least;

    /// <summary>How many were kept.</summary>
    public int Count { get; private set; }

    /// <summary>Whether some were left out because there were too many.</summary>
    public bool IsFull { get; private set; }

    /// <summary>The findings, in the order of their places once the scan has ended.</summary>
    public readonly ReadOnlySpan<Finding> Items => _items.AsSpan(0, Count);

    /// <summary>Forgets all, keeping the memory.</summary>
    public void Clear()
    {
        Count = 0;
        IsFull = false;
    }

    /// <summary>Adds a finding unless a surer one of its kind stands in the same place.</summary>
    public void Add(in Finding finding)
    {
        if (Count == Most && finding.Severity <= _least)
        {
            IsFull = true;
            return;
        }

        for (var index = Count - 1; index >= 0; index--)
        {
            ref var other = ref _items![index];
            if (Compete(other, finding) && other.Overlaps(finding))
            {
                if (!IsBetter(finding, other))
                {
                    return;
                }

                Remove(index);
            }
        }

        Append(finding);
    }

    /// <summary>Puts the findings in the order of their places.</summary>
    public readonly void Sort() => _items.AsSpan(0, Count).Sort(static (left, right) =>
        left.Start != right.Start ? left.Start.CompareTo(right.Start)
        : left.End != right.End ? left.End.CompareTo(right.End)
        : string.CompareOrdinal(left.Rule.Id, right.Rule.Id));

    /// <summary>What lies inside a secret is part of it, not data about a person; what two owners' rules forbid, both have found.</summary>
    private static bool Compete(in Finding one, in Finding two) =>
        one.Kind == two.Kind ? one.Kind != FindingKind.Custom || one.Rule == two.Rule : one.Kind <= FindingKind.Pii && two.Kind <= FindingKind.Pii;

    private static bool IsBetter(in Finding finding, in Finding other)
    {
        if (finding.Kind != other.Kind)
        {
            return finding.Kind == FindingKind.Secret;
        }

        if (finding.IsHidden != other.IsHidden)
        {
            return other.IsHidden;
        }

        if (Math.Abs(finding.Confidence - other.Confidence) > 0.001f)
        {
            return finding.Confidence > other.Confidence;
        }

        return finding.Length != other.Length
            ? finding.Length > other.Length
            : string.CompareOrdinal(finding.Rule.Id, other.Rule.Id) < 0;
    }

    private void Append(in Finding finding)
    {
        if (Count == Most)
        {
            IsFull = true;
            ReplaceLess(finding);
            return;
        }

        if (_items is null || Count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(8, Count * 2));
        }

        _items[Count++] = finding;
        FindLeast();
    }

    /// <summary>A flood of small things does not hide a grave one.</summary>
    private void ReplaceLess(in Finding finding)
    {
        foreach (ref var kept in _items.AsSpan(0, Count))
        {
            if (kept.Severity < finding.Severity)
            {
                kept = finding;
                break;
            }
        }

        FindLeast();
    }

    private void FindLeast()
    {
        if (Count < Most)
        {
            return;
        }

        _least = Severity.Critical;
        foreach (ref readonly var kept in Items)
        {
            _least = kept.Severity < _least ? kept.Severity : _least;
        }
    }

    private void Remove(int index)
    {
        Count--;
        Array.Copy(_items!, index + 1, _items!, index, Count - index);
    }
}
