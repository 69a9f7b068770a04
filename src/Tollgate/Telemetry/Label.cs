using System.Collections.Concurrent;

namespace Tollgate.Telemetry;

/// <summary>
/// A label and its values. The set is closed, or grows up to a limit with names that the gateway itself resolved (providers, listed models);
/// what does not fit is "other". A caller's text never becomes a label.
/// </summary>
internal sealed class Label
{
    /// <summary>The value of everything that does not fit.</summary>
    public const string Other = "other";

    /// <summary>No set is larger: indexes of three labels are packed into one number.</summary>
    public const int MaxValues = 1 << 16;

    private readonly ConcurrentDictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly string[] _values;
    private readonly Lock _gate = new();
    private int _count;

    private Label(string name, int limit, IReadOnlyList<string> values)
    {
        Name = name;
        _values = new string[limit + 1];
        _values[0] = Other;
        _count = 1;
        foreach (var value in values)
        {
            Admit(value);
        }
    }

    /// <summary>The label's name.</summary>
    public string Name { get; }

    /// <summary>A label of exactly these values.</summary>
    public static Label Closed(string name, IReadOnlyList<string> values) => new(name, values.Count, values);

    /// <summary>A label that takes values as they come, up to a limit.</summary>
    public static Label Growing(string name, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(limit, MaxValues);
        return new Label(name, limit, []);
    }

    /// <summary>The index of a value; 0 when it does not fit.</summary>
    public int IndexOf(string value) => _index.TryGetValue(value, out var index) ? index : Admit(value);

    /// <summary>The value of an index.</summary>
    public string Value(int index) => _values[index];

    private int Admit(string value)
    {
        if (Volatile.Read(ref _count) >= _values.Length)
        {
            return 0;
        }

        lock (_gate)
        {
            if (_index.TryGetValue(value, out var known))
            {
                return known;
            }

            if (_count >= _values.Length)
            {
                return 0;
            }

            _values[_count] = value;
            _index[value] = _count;
            return _count++;
        }
    }
}
