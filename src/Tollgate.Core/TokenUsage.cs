using System.Runtime.CompilerServices;

namespace Tollgate.Core;

/// <summary>How much of each <see cref="Unit"/> a call used: disjoint buckets, each 0 or more.</summary>
public struct TokenUsage : IEquatable<TokenUsage>
{
    private Buckets _buckets;

    /// <summary>The amount of one unit.</summary>
    public long this[Unit unit]
    {
        readonly get => _buckets[(int)unit];
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _buckets[(int)unit] = value;
        }
    }

    /// <summary>All tokens read, cached ones included: what chooses the context tier.</summary>
    public readonly long TotalInput => Sum(0, Unit.CacheReadImage);

    /// <summary>All tokens written, reasoning included.</summary>
    public readonly long TotalOutput => Sum(Unit.Output, Unit.Citation);

    /// <summary>Whether every bucket is 0.</summary>
    public readonly bool IsEmpty => Sum(0, (Unit)(Units.Count - 1)) == 0;

    /// <inheritdoc/>
    public readonly bool Equals(TokenUsage other) => ((ReadOnlySpan<long>)_buckets).SequenceEqual(other._buckets);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is TokenUsage other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(TotalInput, TotalOutput);

    /// <summary>Whether two usages are equal in every bucket.</summary>
    public static bool operator ==(TokenUsage left, TokenUsage right) => left.Equals(right);

    /// <summary>Whether two usages differ in a bucket.</summary>
    public static bool operator !=(TokenUsage left, TokenUsage right) => !left.Equals(right);

    /// <summary>The non-empty buckets, for people and tests: "input 12, output 3".</summary>
    public override readonly string ToString()
    {
        var parts = new List<string>();
        for (var i = 0; i < Units.Count; i++)
        {
            if (_buckets[i] != 0)
            {
                parts.Add($"{Units.Name((Unit)i)} {_buckets[i]}");
            }
        }

        return string.Join(", ", parts);
    }

    private readonly long Sum(Unit first, Unit last)
    {
        var sum = 0L;
        for (var i = (int)first; i <= (int)last; i++)
        {
            sum = checked(sum + _buckets[i]);
        }

        return sum;
    }

    [InlineArray(Units.Count)]
    private struct Buckets
    {
        private long _first;
    }
}
