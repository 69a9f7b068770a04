using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Client.Calls;

/// <summary>What the gateway keeps of tags, so that a program hears of what it would drop.</summary>
internal static class TagText
{
    /// <summary>Labels of one call.</summary>
    public const int Most = 16;

    private const int MostCharacters = 128;
    private const int HashBytes = 16;

    private static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:/@+-");

    /// <summary>A copy of labels that the gateway keeps as they are.</summary>
    public static Dictionary<string, string> Checked(IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count > Most)
        {
            throw new ArgumentException($"There are {labels.Count} labels; the gateway keeps {Most}.", nameof(labels));
        }

        foreach (var (name, value) in labels)
        {
            if (name.Length == 0 || name.Length + value.Length > MostCharacters || name.AsSpan().ContainsAnyExcept(Alphabet) || value.AsSpan().ContainsAnyExcept(Alphabet))
            {
                throw new ArgumentException($"The label '{name}={value}' is not one: a name and a value of letters, digits and . _ : / @ + -, {MostCharacters} characters together.", nameof(labels));
            }
        }

        return labels.ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>A name as it can stand in a header: itself, or the hash that the gateway makes of a name with other signs.</summary>
    public static string Header(string name)
    {
        var trimmed = name.Trim();
        return trimmed.All(sign => sign is >= ' ' and <= '~') ? trimmed : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(trimmed)).AsSpan(0, HashBytes))}";
    }
}
