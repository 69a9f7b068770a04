namespace Tollgate.Security;

/// <summary>
/// Scans a text that comes in chunks. Findings do not depend on where the chunks are cut: the text is judged at places that its bytes
/// alone decide (a blank or a line end once enough has come, or a fixed length without one), each time together with what stood before.
/// Memory is bounded whatever the length of the stream. One scanner a stream; not for two threads at once.
/// </summary>
public sealed class StreamScanner(SecurityScanner scanner, Source source, int judgedAfter = StreamScanner.JudgedAfter, IReadOnlyList<TextDetector>? own = null)
{
    /// <summary>Text is judged at the first blank after so many new bytes, unless the scanner is told otherwise.</summary>
    public const int JudgedAfter = 192;

    /// <summary>Text without a blank is judged after so many new bytes.</summary>
    public const int Longest = 4096;

    /// <summary>So much of what was judged is looked at again with what follows.</summary>
    public const int Remembered = 1024;

    /// <summary>A finding that is still open is remembered so far back.</summary>
    public const int LongestOpen = 16 * 1024;

    private readonly TextDetector[] _own = [.. own ?? []];
    private readonly byte[] _window = new byte[LongestOpen + Remembered + Longest];
    private Findings _found;
    private int _filled;
    private int _judged;
    private int _runStart;

    /// <summary>Where the window starts in the stream: spans count from the start of the stream.</summary>
    private int _offset;

    /// <summary>How many bytes of the stream have been judged: those may be let through when nothing was found.</summary>
    public int Judged => _offset + _judged;

    /// <summary>How many bytes of the stream are settled: what was judged, without what may be the beginning of something longer.</summary>
    public int Settled { get; private set; }

    /// <summary>Takes a chunk; adds what is certain by now.</summary>
    public void Push(ReadOnlySpan<byte> chunk, ref Findings findings)
    {
        foreach (var value in chunk)
        {
            _window[_filled++] = value;
            var isBlank = value is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r';
            if (_filled - _judged >= Longest || (isBlank && _filled - _judged >= judgedAfter))
            {
                Judge(isLast: false, ref findings);
            }

            _runStart = isBlank ? _filled : _runStart;
        }
    }

    /// <summary>The stream has ended; adds what was still open.</summary>
    public void Complete(ref Findings findings) => Judge(isLast: true, ref findings);

    private void Judge(bool isLast, ref Findings findings)
    {
        _found.Clear();
        scanner.Scan(_window.AsSpan(0, _filled), source, _own, ref _found);
        var open = _filled;
        foreach (var finding in _found.Items)
        {
            if (!isLast && finding.End >= _filled && _filled - finding.Start < LongestOpen)
            {
                open = Math.Min(open, finding.Start);
                continue;
            }

            if (finding.End > _judged)
            {
                findings.Add(finding with { Start = finding.Start + _offset, End = finding.End + _offset });
            }
        }

        _judged = _filled;
        Settled = _offset + open;
        Forget(open);
    }

    /// <summary>Moves the window on: what stays is enough to judge what follows, and starts where a run of base64 keeps its beat.</summary>
    private void Forget(int open)
    {
        var from = Math.Max(0, Math.Min(_filled - Remembered, open));
        if (from > _runStart)
        {
            from -= (from - _runStart) % 4;
        }

        if (from == 0)
        {
            return;
        }

        _window.AsSpan(from, _filled - from).CopyTo(_window);
        _offset += from;
        _filled -= from;
        _judged -= from;
        _runStart = Math.Max(0, _runStart - from);
    }
}
