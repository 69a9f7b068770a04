using System.Buffers;
using Tollgate.Dialects.Requests;

namespace Tollgate.Dialects.Tests.Requests;

/// <summary>Applies splices, and holds that they are as long as they said.</summary>
internal static class Splicing
{
    public static byte[] Apply(in Splices splices, ReadOnlySpan<byte> body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        splices.WriteTo(body, buffer);
        Assert.Equal(buffer.WrittenCount, splices.Length(body.Length));
        return buffer.WrittenSpan.ToArray();
    }
}
