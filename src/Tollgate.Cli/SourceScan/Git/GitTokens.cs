namespace Tollgate.Cli.SourceScan.Git;

/// <summary>Reads what git prints with -z: texts that end with a zero byte.</summary>
internal sealed class GitTokens(Stream output)
{
    private readonly ReadAhead _ahead = new(output);

    /// <summary>Reads the next one; it stays until the next call. A last one without its end is no whole one and is not handed out.</summary>
    public bool TryRead(out ReadOnlySpan<byte> token)
    {
        var looked = 0;
        while (true)
        {
            var rest = _ahead.Rest.Span;
            var end = rest[looked..].IndexOf((byte)0);
            if (end >= 0)
            {
                token = rest[..(looked + end)];
                _ahead.Take(looked + end + 1);
                return true;
            }

            looked = rest.Length;
            if (!_ahead.TryFill())
            {
                token = default;
                return false;
            }
        }
    }
}
