namespace Tollgate.Cli.SourceScan;

/// <summary>Reads lines of bytes as they come; a line longer than what is kept is passed over.</summary>
internal sealed class LineReader(Stream input, int longest)
{
    private readonly ReadAhead _ahead = new(input);

    /// <summary>Reads the next line, without its end; it stays until the next call. A line that is too long comes without its text.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> line, out bool isTooLong)
    {
        (line, isTooLong) = (default, false);
        var looked = 0;
        while (true)
        {
            var rest = _ahead.Rest;
            var end = rest.Span[looked..].IndexOf((byte)'\n');
            if (end >= 0)
            {
                isTooLong |= looked + end > longest;
                line = isTooLong ? default : rest[..(looked + end)];
                _ahead.Take(looked + end + 1);
                return true;
            }

            looked = rest.Length;
            if (looked > longest)
            {
                _ahead.Take(looked);
                (isTooLong, looked) = (true, 0);
            }

            if (!_ahead.TryFill())
            {
                return TryEnd(isTooLong, out line);
            }
        }
    }

    /// <summary>What stands behind the last end of a line is a line too.</summary>
    private bool TryEnd(bool isTooLong, out ReadOnlyMemory<byte> line)
    {
        var rest = _ahead.Rest;
        line = isTooLong ? default : rest;
        _ahead.Take(rest.Length);
        return isTooLong || rest.Length > 0;
    }
}
