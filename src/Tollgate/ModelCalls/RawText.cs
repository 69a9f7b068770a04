using System.Buffers;
using System.Text;
using Tollgate.Dialects.Requests;

namespace Tollgate.ModelCalls;

/// <summary>Turns the raw text inside a JSON string into the string it stands for.</summary>
internal static class RawText
{
    private const int OnStack = 256;

    /// <summary>The string; empty when the text is not well-formed.</summary>
    public static string Read(ReadOnlySpan<byte> raw)
    {
        if (!JsonText.HasEscapes(raw))
        {
            return Encoding.UTF8.GetString(raw);
        }

        var rented = raw.Length > OnStack ? ArrayPool<byte>.Shared.Rent(raw.Length) : null;
        Span<byte> plain = rented ?? stackalloc byte[OnStack];
        var text = JsonText.TryUnescape(raw, plain, out var written) ? Encoding.UTF8.GetString(plain[..written]) : string.Empty;
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return text;
    }
}
