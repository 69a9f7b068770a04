using System.Buffers;
using System.Collections.Frozen;

namespace Tollgate.Upstreams;

/// <summary>Which names a provider may have (CONTRACT 4): its first path segment must not be somebody else's.</summary>
internal static class ProviderNames
{
    /// <summary>The longest name.</summary>
    public const int MaxLength = 64;

    private static readonly SearchValues<char> Alphabet = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    private static readonly FrozenSet<string> Taken = new[]
    {
        "admin", "api", "batches", "chat", "completions", "debug", "embeddings", "files", "health", "messages", "metrics", "models", "moderations",
        "responses", "ui", "v1", "v1alpha", "v1beta",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a name cannot be a provider's; null when it can.</summary>
    public static string? Refuse(string name)
    {
        if (Taken.Contains(name))
        {
            return $"'{name}' is the first part of a route of the gateway itself.";
        }

        return RefuseLetters(name);
    }

    /// <summary>Why a text cannot be part of a deployment's name; null when it can.</summary>
    public static string? RefuseLetters(string name)
    {
        var isWellFormed = name.Length is > 0 and <= MaxLength && char.IsAsciiLetterOrDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(Alphabet);
        return isWellFormed ? null : $"'{name}' is not a name: lower-case letters, digits, '-', '_' and '.', at most {MaxLength}, beginning with a letter or digit.";
    }
}
