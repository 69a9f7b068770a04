using System.Text;
using System.Text.Json;

namespace Tollgate.Dialects.Replies.Reading;

/// <summary>The property names that one object of a reply can hold for us; everything else is passed over.</summary>
internal sealed class Keys
{
    private readonly byte[][] _names;

    public Keys(params string[] names)
    {
        _names = new byte[names.Length][];
        for (var i = 0; i < names.Length; i++)
        {
            _names[i] = Encoding.UTF8.GetBytes(names[i]);
        }
    }

    /// <summary>The position of the name or string the reader stands on; −1 when it is none of ours.</summary>
    public int Find(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (reader.ValueIsEscaped ? reader.ValueTextEquals(_names[i]) : reader.ValueSpan.SequenceEqual(_names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The position of a text among the names; −1 when it is none of them.</summary>
    public int Find(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (text.SequenceEqual(_names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Goes to the next property's value; false at the end of the object.</summary>
    public bool Next(ref Utf8JsonReader reader, out int key)
    {
        key = -1;
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
        {
            return false;
        }

        key = Find(ref reader);
        return reader.Read();
    }
}
