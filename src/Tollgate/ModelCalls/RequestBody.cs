using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Tollgate.Core;

namespace Tollgate.ModelCalls;

/// <summary>A request body in one rented buffer: the same memory for reading, hashing, scanning and every attempt.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int FirstBuffer = 16 * 1024;

    /// <summary>32 MB over a line of half a megabit a second.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private byte[] _buffer;

    private RequestBody(byte[] buffer, int length)
    {
        _buffer = buffer;
        Length = length;
    }

    /// <summary>How many bytes there are.</summary>
    public int Length { get; }

    /// <summary>The bytes, decoded where the client coded them.</summary>
    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, Length);

    /// <summary>The bytes, for use across awaits.</summary>
    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, Length);

    /// <summary>A copy of bytes.</summary>
    public static RequestBody Of(ReadOnlySpan<byte> bytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(buffer);
        return new RequestBody(buffer, bytes.Length);
    }

    /// <summary>Reads the whole body; too large, or coded in a way we do not read, is a refusal.</summary>
    public static async ValueTask<Outcome<RequestBody>> ReadAsync(HttpRequest request, int maxBytes, TimeProvider time, CancellationToken ct)
    {
        if (request.ContentLength > maxBytes)
        {
            return TooLarge(maxBytes);
        }

        var coding = request.Headers.ContentEncoding.ToString();
        if (coding.Length == 0 || coding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return await ReadPlainAsync(request.Body, (int)(request.ContentLength ?? 0), maxBytes, time, ct);
        }

        var decoded = Decode(request.Body, coding);
        if (decoded is null)
        {
            return new Refusal(RefusalCode.UnsupportedMedia, "The body's Content-Encoding is not supported.") { Step = "read", Parameter = "Content-Encoding", Help = "Send it uncompressed, or as gzip or br." };
        }

        try
        {
            await using (decoded)
            {
                return await ReadPlainAsync(decoded, 0, maxBytes, time, ct);
            }
        }
        catch (InvalidDataException)
        {
            return new Refusal(RefusalCode.InvalidRequest, $"The body is not valid {coding}.") { Step = "read", Parameter = "Content-Encoding" };
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private static async ValueTask<Outcome<RequestBody>> ReadPlainAsync(Stream source, int expected, int maxBytes, TimeProvider time, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(expected > 0 ? expected + 1 : FirstBuffer);
        var length = 0;
        var began = time.GetTimestamp();
        try
        {
            while (true)
            {
                if (length == buffer.Length)
                {
                    buffer = Grow(buffer, length);
                }

                var read = await source.ReadAsync(buffer.AsMemory(length), ct);
                if (read == 0)
                {
                    var body = new RequestBody(buffer, length);
                    buffer = [];
                    return body;
                }

                length += read;
                if (Refuse(length, maxBytes, time.GetElapsedTime(began)) is { } refusal)
                {
                    return refusal;
                }

                await PoolThread.SwitchAsync(length);
            }
        }
        catch (BadHttpRequestException fault)
        {
            return new Refusal(RefusalCode.InvalidRequest, fault.Message) { Step = "read", StatusOverride = fault.StatusCode };
        }
        catch (IOException fault) when (fault.InnerException is OverflowException)
        {
            return new Refusal(RefusalCode.InvalidRequest, "A chunk of the body has no size that can be read.") { Step = "read" };
        }
        finally
        {
            if (buffer.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static Stream? Decode(Stream source, string coding) => coding.ToLowerInvariant() switch
    {
        "gzip" or "x-gzip" => new GZipStream(source, CompressionMode.Decompress, leaveOpen: true),
        "br" => new BrotliStream(source, CompressionMode.Decompress, leaveOpen: true),
        _ => null,
    };

    /// <summary>The server sees to it that something comes every few seconds; this, that it comes to an end.</summary>
    private static Refusal? Refuse(int length, int maxBytes, TimeSpan took)
    {
        if (length > maxBytes)
        {
            return TooLarge(maxBytes);
        }

        return took > Patience ? new Refusal(RefusalCode.InvalidRequest, "The body took longer than ten minutes to come.") { Step = "read", StatusOverride = StatusCodes.Status408RequestTimeout } : null;
    }

    private static Refusal TooLarge(int maxBytes) =>
        new(RefusalCode.RequestTooLarge, $"The body is larger than {maxBytes:N0} bytes.") { Step = "read", Help = "Send less, or raise limits.max_body_bytes." };
}
