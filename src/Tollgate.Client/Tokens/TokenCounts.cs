namespace Tollgate.Client.Tokens;

/// <summary>Tokens of four disjoint kinds: none contains another, so nothing is counted twice.</summary>
/// <param name="Input">Tokens read that came neither from the provider's prompt cache nor went into it.</param>
/// <param name="Output">Tokens written, reasoning included.</param>
/// <param name="CacheRead">Tokens read from the provider's prompt cache.</param>
/// <param name="CacheWrite">Tokens written to the provider's prompt cache.</param>
public readonly record struct TokenCounts(long Input, long Output, long CacheRead = 0, long CacheWrite = 0)
{
    /// <summary>All four kinds.</summary>
    public long Total => checked(Input + Output + CacheRead + CacheWrite);

    /// <summary>The sum, kind by kind.</summary>
    /// <exception cref="OverflowException">A sum does not fit.</exception>
    public static TokenCounts operator +(in TokenCounts left, in TokenCounts right) => checked(new(
        left.Input + right.Input, left.Output + right.Output, left.CacheRead + right.CacheRead, left.CacheWrite + right.CacheWrite));

    /// <summary>Throws where a kind is negative.</summary>
    internal void MustCount()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Input);
        ArgumentOutOfRangeException.ThrowIfNegative(Output);
        ArgumentOutOfRangeException.ThrowIfNegative(CacheRead);
        ArgumentOutOfRangeException.ThrowIfNegative(CacheWrite);
    }
}
