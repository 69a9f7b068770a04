using System.Text;

namespace Tollgate.Dialects.Requests.Reading;

/// <summary>Finds a value by a name in UTF-8 without allocation: an open-addressing table built once. What is not in it is the default.</summary>
internal sealed class NameTable<T>
    where T : struct
{
    private readonly byte[]?[] _names;
    private readonly T[] _values;
    private readonly int _longest;

    /// <summary>Builds the table; a name stands once.</summary>
    public NameTable(ReadOnlySpan<(string Name, T Value)> rows)
    {
        _names = new byte[]?[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)rows.Length * 4)];
        _values = new T[_names.Length];
        foreach (var (name, value) in rows)
        {
            var bytes = Encoding.UTF8.GetBytes(name);
            var slot = Slot(bytes);
            while (_names[slot] is not null)
            {
                slot = (slot + 1) & (_names.Length - 1);
            }

            _names[slot] = bytes;
            _values[slot] = value;
            _longest = Math.Max(_longest, bytes.Length);
        }
    }

    /// <summary>The value of a name.</summary>
    public T Find(scoped ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || name.Length > _longest)
        {
            return default;
        }

        for (var slot = Slot(name); _names[slot] is { } known; slot = (slot + 1) & (_names.Length - 1))
        {
            if (name.SequenceEqual(known))
            {
                return _values[slot];
            }
        }

        return default;
    }

    private int Slot(ReadOnlySpan<byte> name) =>
        ((name.Length * 61) + (name[0] * 7) + (name[^1] * 31) + (name[name.Length / 2] * 131)) & (_names.Length - 1);
}
