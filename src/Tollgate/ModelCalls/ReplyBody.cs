using System.Buffers;
using System.IO.Compression;
using Tollgate.Core;
using Tollgate.Upstreams.Sending;

namespace Tollgate.ModelCalls;

/// <summary>
/// A whole answer in one rented buffer: read to its end before the client sees its first byte, so that the headers carry the final cost.
/// One that is larger than that is only begun here, and relayed (<see cref="LargeReply"/>).
/// </summary>
internal sealed class ReplyBody : IDisposable
{
    /// <summary>The largest answer that is kept whole, as it came or decoded: a full list of embeddings fits.</summary>
    public const int MaxBytes = 64 << 20;

    private const int FirstBuffer = 16 * 1024;
    private byte[] _buffer = [];
    private byte[] _plain = [];

    /// <summary>Whether there is more than is kept.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>How many bytes came.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes as they came.</summary>
    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, Length);

    /// <summary>Reads to the end.</summary>
    /// <returns>What went wrong; none when the answer is whole, or larger than is kept.</returns>
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
                    IsPartial = true;
                    return UpstreamFault.None;
                }

                _buffer = Grow(_buffer, Length);
            }

            var read = await exchange.ReadAsync(_buffer.AsMemory(Length));
            if (read.Fault != UpstreamFault.None || read.Bytes == 0)
            {
                return read.Fault;
            }

            Length += read.Bytes;
            await PoolThread.SwitchAsync(Length);
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
        Length = 0;
        Return(ref _buffer);
        Return(ref _plain);
    }

    private async ValueTask<ReadOnlyMemory<byte>?> InflateAsync(Stream decoder)
    {
        var length = 0;
        _plain = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            while (true)
            {
                if (length == _plain.Length)
                {
                    if (length >= MaxBytes)
                    {
                        return null;
                    }

                    _plain = Grow(_plain, length);
                }

                var read = await decoder.ReadAsync(_plain.AsMemory(length));
                if (read == 0)
                {
                    return _plain.AsMemory(0, length);
                }

                length += read;
                await PoolThread.SwitchAsync(length);
            }
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static void Return(ref byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
        }
    }
}
