using System.Buffers;
using System.IO.Compression;
using Tollgate.Upstreams.Sending;

namespace Tollgate.ModelCalls;

/// <summary>A whole answer in one rented buffer: read to its end before the client sees its first byte, so that the headers carry the final cost.</summary>
internal sealed class ReplyBody : IDisposable
{
    /// <summary>The largest answer that is kept whole.</summary>
    public const int MaxBytes = 256 << 20;

    private const int FirstBuffer = 16 * 1024;
    private byte[] _buffer = [];

    /// <summary>How many bytes came.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes as they came.</summary>
    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, Length);

    /// <summary>Reads to the end.</summary>
    /// <returns>What went wrong; none when the answer is whole.</returns>
    public async ValueTask<UpstreamFault> ReadAsync(UpstreamExchange exchange)
    {
        var expected = exchange.Response?.Content.Headers.ContentLength ?? 0;
        _buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(expected + 1, FirstBuffer, 1 << 20));
        while (true)
        {
            if (Length == _buffer.Length)
            {
                if (Length >= MaxBytes)
                {
                    return UpstreamFault.Malformed;
                }

                Grow();
            }

            var read = await exchange.ReadAsync(_buffer.AsMemory(Length));
            if (read.Fault != UpstreamFault.None || read.Bytes == 0)
            {
                return read.Fault;
            }

            Length += read.Bytes;
        }
    }

    /// <summary>The bytes decoded for the meter; the client gets them as they came. Null when they cannot be decoded within <see cref="MaxBytes"/>.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> DecodeAsync(string coding)
    {
        if (coding.Length == 0 || coding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return Memory;
        }

        await using var source = new MemoryStream(_buffer, 0, Length, writable: false);
        await using Stream? decoder = coding.ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => new GZipStream(source, CompressionMode.Decompress),
            "br" => new BrotliStream(source, CompressionMode.Decompress),
            "deflate" => new ZLibStream(source, CompressionMode.Decompress),
            _ => null,
        };
        return decoder is null ? null : await InflateAsync(decoder);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            Length = 0;
        }
    }

    private static async ValueTask<ReadOnlyMemory<byte>?> InflateAsync(Stream decoder)
    {
        using var plain = new MemoryStream();
        var chunk = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            int read;
            while ((read = await decoder.ReadAsync(chunk)) > 0)
            {
                if (plain.Length + read > MaxBytes)
                {
                    return null;
                }

                plain.Write(chunk, 0, read);
            }

            return plain.GetBuffer().AsMemory(0, (int)plain.Length);
        }
        catch (InvalidDataException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
