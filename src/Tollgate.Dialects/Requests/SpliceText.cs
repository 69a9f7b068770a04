using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace Tollgate.Dialects.Requests;

/// <summary>A little new text, put together on the stack.</summary>
internal struct SpliceText
{
    private Buffer _buffer;
    private int _length;

    /// <summary>The text.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public readonly ReadOnlySpan<byte> Bytes => ((ReadOnlySpan<byte>)_buffer)[.._length];

    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(((Span<byte>)_buffer)[_length..]);
        _length += bytes.Length;
    }

    public void Add(long number)
    {
        _ = Utf8Formatter.TryFormat(number, ((Span<byte>)_buffer)[_length..], out var written);
        _length += written;
    }

    /// <summary>Adds text as it stands inside the quotes of a JSON string.</summary>
    public void AddEscaped(ReadOnlySpan<byte> text)
    {
        foreach (var letter in text)
        {
            if (letter is (byte)'"' or (byte)'\\')
            {
                Add([(byte)'\\', letter]);
            }
            else if (letter < 0x20)
            {
                Add("\\u00"u8);
                Add(["0123456789abcdef"u8[letter >> 4], "0123456789abcdef"u8[letter & 15]]);
            }
            else
            {
                Add([letter]);
            }
        }
    }

    [InlineArray(Splices.TextCapacity)]
    private struct Buffer
    {
        private byte _first;
    }
}
