namespace Tollgate.Security.Unfolding;

/// <summary>
/// How a decoded view lies in the text it was made from: pieces that were copied byte for byte, and pieces that were decoded as a whole.
/// A span of the view that touches a decoded piece covers the whole of its encoded form.
/// </summary>
internal sealed class SpanMap
{
    private int[] _views = new int[64];
    private int[] _sources = new int[64];
    private int[] _ends = new int[64];
    private int _count;

    /// <summary>The map of the text that this one's text was made from; null at the scanned text.</summary>
    public SpanMap? Parent { get; private set; }

    /// <summary>Starts anew.</summary>
    public void Reset(SpanMap? parent)
    {
        Parent = parent;
        _count = 0;
    }

    /// <summary>From that place of the view on, bytes are copies of the bytes from that place of the source on.</summary>
    public void Copied(int view, int source)
    {
        if (_count > 0 && _ends[_count - 1] < 0 && view - _views[_count - 1] == source - _sources[_count - 1])
        {
            return;
        }

        Add(view, source, -1);
    }

    /// <summary>From that place of the view on, bytes stand for the whole of that span of the source.</summary>
    public void Decoded(int view, int start, int end) => Add(view, start, end);

    /// <summary>From that place of the view up to its end, bytes were turned round and stand for the whole of that span.</summary>
    public void Turned(int view, int viewEnd, int start, int end)
    {
        while (_count > 0 && _views[_count - 1] >= view)
        {
            _count--;
        }

        if (viewEnd > view)
        {
            Add(view, start, end);
        }
    }

    /// <summary>Turns a span of the view into a span of the scanned text.</summary>
    public (int Start, int End) ToSource(int start, int end)
    {
        var first = Find(start);
        var from = _ends[first] >= 0 ? _sources[first] : _sources[first] + start - _views[first];
        var lastByte = Math.Max(start, end - 1);
        var last = Find(lastByte);
        var to = _ends[last] >= 0 ? _ends[last] : _sources[last] + lastByte - _views[last] + 1;
        return Parent is null ? (from, to) : Parent.ToSource(from, to);
    }

    private int Find(int view)
    {
        var found = Array.BinarySearch(_views, 0, _count, view);
        if (found < 0)
        {
            return Math.Max(0, ~found - 1);
        }

        while (found + 1 < _count && _views[found + 1] == view)
        {
            found++;
        }

        return found;
    }

    private void Add(int view, int source, int end)
    {
        if (_count == _views.Length)
        {
            Array.Resize(ref _views, _count * 2);
            Array.Resize(ref _sources, _count * 2);
            Array.Resize(ref _ends, _count * 2);
        }

        (_views[_count], _sources[_count], _ends[_count]) = (view, source, end);
        _count++;
    }
}
