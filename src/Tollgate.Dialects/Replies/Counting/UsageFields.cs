using System.Runtime.CompilerServices;

namespace Tollgate.Dialects.Replies.Counting;

/// <summary>
/// The fields of a usage report as they stand after the events read so far. The last value of a field wins and values are never summed;
/// counts are cumulative, so a later 0 does not erase a count (compatible servers send `message_delta` with `input_tokens: 0`).
/// </summary>
internal struct UsageFields
{
    /// <summary>No call uses a trillion tokens: a larger number is a fault, and sums of accepted ones cannot overflow.</summary>
    public const long Largest = 1_000_000_000_000;

    private const int Count = (int)UsageField.BilledOutput + 1;

    private Values _values;
    private ulong _present;
    private ulong _touched;
    private ulong _unreadable;

    /// <summary>Whether one event gave two different values for one field.</summary>
    public bool HasConflict { get; private set; }

    /// <summary>Whether a count stands there that is none: negative, giant, text. It may be any number.</summary>
    public readonly bool HasUnreadable => _unreadable != 0;

    /// <summary>Whether nothing was reported.</summary>
    public readonly bool IsEmpty => _present == 0;

    /// <summary>Whether the current event reported anything.</summary>
    public readonly bool IsTouched => _touched != 0;

    /// <summary>The value of a field; 0 when it was not reported.</summary>
    public readonly long this[UsageField field] => _values[(int)field];

    /// <summary>Whether a field was reported, be it as 0.</summary>
    public readonly bool Has(UsageField field) => (_present & Bit(field)) != 0;

    /// <summary>A new event begins: its values replace the older ones.</summary>
    public void BeginEvent() => _touched = 0;

    /// <summary>Takes a value between 0 and <see cref="Largest"/>.</summary>
    public void Set(UsageField field, long value)
    {
        var bit = Bit(field);
        var old = _values[(int)field];
        var isRepeated = (_touched & bit) != 0;
        HasConflict |= isRepeated && old != value;
        _values[(int)field] = isRepeated || value == 0 ? Math.Max(old, value) : value;
        _present |= bit;
        _touched |= bit;
        _unreadable &= isRepeated ? ulong.MaxValue : ~bit;
    }

    /// <summary>A field is there, and its value cannot be read.</summary>
    public void MarkUnreadable(UsageField field)
    {
        _unreadable |= Bit(field);
        _touched |= Bit(field);
    }

    /// <summary>Adds every field of another report: for internal turns that are listed one by one.</summary>
    public void Add(in UsageFields other)
    {
        for (var i = 0; i < Count; i++)
        {
            _values[i] = Math.Min(_values[i] + other._values[i], Largest);
        }

        _present |= other._present;
        _unreadable |= other._unreadable;
        HasConflict |= other.HasConflict;
    }

    private static ulong Bit(UsageField field) => 1UL << (int)field;

    [InlineArray(Count)]
    private struct Values
    {
        private long _first;
    }
}
