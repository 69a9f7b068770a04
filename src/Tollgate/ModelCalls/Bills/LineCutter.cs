using System.Buffers;

namespace Tollgate.ModelCalls.Bills;

/// <summary>Cuts a body into its lines while it passes, however its pieces are cut. Only a line that is not complete yet is kept.</summary>
internal sealed class LineCutter(LineCutter.Taker take)
{
    /// <summary>Far above what one answer of a model can be; what is longer is not read.</summary>
    public const int LongestLine = 16 << 20;

    private readonly ArrayBufferWriter<byte> _begun = new();

    /// <summary>Takes one line, without its end.</summary>
    public delegate void Taker(ReadOnlySpan<byte> line);

    /// <summary>Whether a line was too long to be kept: nobody knows what was in it.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The next piece of the body.</summary>
    public void Read(ReadOnlySpan<byte> piece)
    {
        while (!IsTooLong)
        {
            var end = piece.IndexOf((byte)'\n');
            if (end < 0)
            {
                Keep(piece);
                return;
            }

            if (_begun.WrittenCount == 0)
            {
                Give(piece[..end]);
            }
            else
            {
                Keep(piece[..end]);
                Flush();
            }

            piece = piece[(end + 1)..];
        }
    }

    /// <summary>The body has ended: what is left is its last line.</summary>
    public void End() => Flush();

    private void Keep(ReadOnlySpan<byte> part)
    {
        if (_begun.WrittenCount + part.Length > LongestLine)
        {
            IsTooLong = true;
            _begun.Clear();
            return;
        }

        _begun.Write(part);
    }

    private void Flush()
    {
        if (!IsTooLong && _begun.WrittenCount > 0)
        {
            Give(_begun.WrittenSpan);
            _begun.ResetWrittenCount();
        }
    }

    private void Give(ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \t\r"u8);
        if (!line.IsEmpty)
        {
            take(line);
        }
    }
}
