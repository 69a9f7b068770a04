using System.Text;
using System.Text.Unicode;
using Tollgate.Core;

namespace Tollgate.Dialects.Requests.Reading;

/// <summary>Whether bytes are UTF-8 without a byte order mark, the only encoding that everyone reads in the same way.</summary>
internal static class Encoding8
{
    public static RequestFault Check(ReadOnlySpan<byte> body, out Slice where)
    {
        where = Slice.None;
        if (HasForeignStart(body))
        {
            where = new Slice(0, 2);
            return RequestFault.WrongEncoding;
        }

        if (Utf8.IsValid(body))
        {
            return RequestFault.None;
        }

        where = new Slice(FirstInvalid(body), 1);
        return RequestFault.WrongEncoding;
    }

    /// <summary>A byte order mark of UTF-8, 16 or 32, or a zero byte where UTF-16 and UTF-32 have one.</summary>
    private static bool HasForeignStart(ReadOnlySpan<byte> body) =>
        body is [0xEF, 0xBB, 0xBF, ..] or [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, _, ..] or [_, 0, ..];

    private static int FirstInvalid(ReadOnlySpan<byte> body)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(body[at..], out _, out var used) == System.Buffers.OperationStatus.Done)
        {
            at += used;
        }

        return at;
    }
}
