using System.Buffers.Text;
using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Dialects.Requests.Reading;

/// <summary>
/// Walks a body with <see cref="Utf8JsonReader"/>, names the keys and finds those that repeat. After a fault every loop ends
/// by itself, because <see cref="NextField"/> and <see cref="NextElement"/> answer false.
/// </summary>
internal ref struct JsonCursor
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly NameTable<Field> _names;
    private Utf8JsonReader _reader;

    public JsonCursor(ReadOnlySpan<byte> body, NameTable<Field> names)
    {
        _body = body;
        _names = names;
        _reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = RequestReader.MaxDepth });
    }

    /// <summary>What is wrong, if anything.</summary>
    public RequestFault Fault { get; private set; }

    /// <summary>Where it is wrong.</summary>
    public Slice Where { get; private set; }

    /// <summary>The name of the field that <see cref="NextField"/> found: the raw text inside the quotes.</summary>
    public Slice Name { get; private set; }

    /// <summary>Whether a name of ours was spelled with an underscore.</summary>
    public bool SawUnderscore { get; private set; }

    /// <summary>The kind of the current value.</summary>
    public readonly JsonTokenType Token => _reader.TokenType;

    /// <summary>The offset of the current value.</summary>
    public readonly int Start => (int)_reader.TokenStartIndex;

    /// <summary>The offset after the last token read.</summary>
    public readonly int Consumed => (int)_reader.BytesConsumed;

    /// <summary>How many objects and arrays are open.</summary>
    public readonly int Depth => _reader.CurrentDepth + (_reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0);

    /// <summary>The bytes walked over.</summary>
    public readonly ReadOnlySpan<byte> Body => _body;

    /// <summary>Reads on to the next token; false at the end of the body or after a fault.</summary>
    public bool Read() => Fault == RequestFault.None && _reader.Read();

    /// <summary>Notes what is wrong. The first fault stays.</summary>
    public void Fail(RequestFault fault, Slice where)
    {
        if (Fault == RequestFault.None)
        {
            Fault = fault;
            Where = where;
        }
    }

    /// <summary>Inside an object: goes on to the next member and stands on its value; false at the closing brace.</summary>
    public bool NextField(ref FieldSet seen, out Field field)
    {
        field = Field.None;
        if (!Read() || _reader.TokenType == JsonTokenType.EndObject)
        {
            return false;
        }

        Name = new Slice(Start + 1, _reader.ValueSpan.Length);
        field = Find(_reader.ValueSpan);
        if (field != Field.None && !seen.Add(field))
        {
            Fail(RequestFault.RepeatedKey, Name);
            return false;
        }

        return Read();
    }

    /// <summary>Inside an array: goes on to the next element; false at the closing bracket.</summary>
    public bool NextElement() => Read() && _reader.TokenType != JsonTokenType.EndArray;

    /// <summary>Whether the current value is an object, whose members come next; any other value is passed over.</summary>
    public bool EnterObject() => Enter(JsonTokenType.StartObject);

    /// <summary>Whether the current value is an array, whose elements come next; any other value is passed over.</summary>
    public bool EnterArray() => Enter(JsonTokenType.StartArray);

    /// <summary>Passes over the current value, whatever it is.</summary>
    public void Skip()
    {
        if (Fault == RequestFault.None)
        {
            _reader.Skip();
        }
    }

    /// <summary>Passes over the current value and answers where it stands, quotes and braces included.</summary>
    public Slice Value()
    {
        var start = Start;
        Skip();
        return new Slice(start, Consumed - start);
    }

    /// <summary>The raw text of a string; nothing for any other value, which is passed over.</summary>
    public Slice Text()
    {
        if (_reader.TokenType == JsonTokenType.String)
        {
            return new Slice(Start + 1, _reader.ValueSpan.Length);
        }

        Skip();
        return Slice.None;
    }

    /// <summary>A boolean; null for JSON's null; a fault for anything else.</summary>
    public bool? Flag()
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.False:
                return false;
            default:
                FailType();
                return null;
        }
    }

    /// <summary>A whole number of at least <paramref name="least"/>; -1 for null; a fault for anything else. One beyond 32 bits counts as
    /// the largest that fits: no model takes more, and sums and products of it stay in range. Protobuf's JSON also takes strings.</summary>
    public long Count(long least, bool orText = false)
    {
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return -1;
        }

        if (TryNumber(orText, out var value) && value >= least)
        {
            return Math.Min(value, int.MaxValue);
        }

        FailType();
        return -1;
    }

    /// <summary>The number at the cursor when it is whole (1000, 1e3, 1000.0), or the digits of a string where those are allowed.</summary>
    public readonly bool TryNumber(bool orText, out long value)
    {
        value = 0;
        if (_reader.TokenType == JsonTokenType.String && orText)
        {
            return Utf8Parser.TryParse(_reader.ValueSpan, out value, out var used) && used == _reader.ValueSpan.Length;
        }

        if (_reader.TokenType != JsonTokenType.Number)
        {
            return false;
        }

        return _reader.TryGetInt64(out value) || TryWhole(out value);
    }

    /// <summary>Notes that the current value has the wrong type. The place is the field's name: a value is content, and no refusal repeats it.</summary>
    public void FailType() => Fail(RequestFault.WrongType, Name);

    /// <summary>Notes that the current value is beyond what is bounded.</summary>
    public void FailRange() => Fail(RequestFault.OutOfRange, Name);

    private readonly bool TryWhole(out long value)
    {
        value = 0;
        if (!_reader.TryGetDecimal(out var number) || number != decimal.Truncate(number) || number < 0 || number > long.MaxValue)
        {
            return false;
        }

        value = (long)number;
        return true;
    }

    private bool Enter(JsonTokenType start)
    {
        if (_reader.TokenType == start)
        {
            return Fault == RequestFault.None;
        }

        Skip();
        return false;
    }

    private Field Find(ReadOnlySpan<byte> raw)
    {
        if (!_reader.ValueIsEscaped)
        {
            return Known(raw);
        }

        Span<byte> name = stackalloc byte[FieldNames.LongestName];
        return JsonText.TryUnescape(raw, name, out var length) ? Known(name[..length]) : Field.None;
    }

    private Field Known(scoped ReadOnlySpan<byte> name)
    {
        var field = _names.Find(name);
        if (field != Field.None && name.Contains((byte)'_'))
        {
            SawUnderscore = true;
        }

        return field;
    }
}
