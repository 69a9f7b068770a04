using Tollgate.Core;

namespace Tollgate.Ledger;

/// <summary>The budget windows of a line as one column: their ids, 16 bytes each.</summary>
internal static class WindowList
{
    public static byte[]? ToBytes(ReadOnlySpan<Guid> windows)
    {
        if (windows.IsEmpty)
        {
            return null;
        }

        var bytes = new byte[16 * windows.Length];
        for (var i = 0; i < windows.Length; i++)
        {
            _ = windows[i].TryWriteBytes(bytes.AsSpan(16 * i), bigEndian: true, out _);
        }

        return bytes;
    }

    public static Guid[] FromBytes(byte[]? bytes)
    {
        var windows = new Guid[(bytes?.Length ?? 0) / 16];
        for (var i = 0; i < windows.Length; i++)
        {
            windows[i] = Ids.FromBytes(bytes.AsSpan(16 * i, 16));
        }

        return windows;
    }
}
