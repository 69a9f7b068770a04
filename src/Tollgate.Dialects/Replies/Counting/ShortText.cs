using System.Text;
using System.Text.Json;

namespace Tollgate.Dialects.Replies.Counting;

/// <summary>A short text of a reply (id, model, tier). Streams repeat it in every event, so it is copied only when it changes.</summary>
internal struct ShortText
{
    /// <summary>No id or name of a provider comes near it; what is longer is not taken.</summary>
    private const int Longest = 512;

    private byte[]? _bytes;
    private int _length;
    private string? _text;

    /// <summary>The bytes, empty before the first text.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Whether no text was seen.</summary>
    public readonly bool IsEmpty => _length == 0;

    /// <summary>Takes the string the reader stands on; null and other types change nothing.</summary>
    public void Set(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length is 0 or > Longest || reader.ValueTextEquals(Bytes))
        {
            return;
        }

        if (_bytes is null || _bytes.Length < reader.ValueSpan.Length)
        {
            _bytes = new byte[reader.ValueSpan.Length];
        }

        _length = reader.CopyString(_bytes);
        _text = null;
    }

    /// <summary>The text, or null before the first one; made once.</summary>
    public string? Read() => _length == 0 ? null : _text ??= Encoding.UTF8.GetString(Bytes);
}
