using System.Text;

namespace Tollgate.Callers.Attributions;

/// <summary>Tags: `key=value` out of a safe alphabet, so that they can stand in headers, metrics and file names as they are.</summary>
internal static class Tags
{
    /// <summary>Tags of one client.</summary>
    public const int Most = 16;

    /// <summary>Bytes of one tag, key and value together.</summary>
    public const int MaxLength = 128;

    /// <summary>What is allowed besides letters and digits.</summary>
    public const string Marks = "._:/@+-";

    private static readonly System.Buffers.SearchValues<char> Alphabet =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + Marks);

    /// <summary>Whether a tag may be kept.</summary>
    public static bool IsAllowed(ReadOnlySpan<char> key, ReadOnlySpan<char> value) =>
        !key.IsEmpty && key.Length + value.Length <= MaxLength && IsSafe(key) && IsSafe(value);

    /// <summary>Whether a text is made of the alphabet alone.</summary>
    public static bool IsSafe(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Alphabet);

    /// <summary>A name of the client's that may be kept: itself when it is safe and short, else a hash of it, so that it still counts as itself.</summary>
    public static string? Label(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return text.Length <= MaxLength && IsSafe(text) ? text : $"sha256:{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16))}";
    }
}
