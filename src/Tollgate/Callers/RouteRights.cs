using Tollgate.Core;

namespace Tollgate.Callers;

/// <summary>Names of the surfaces that a key can be restricted to.</summary>
internal static class RouteRights
{
    /// <summary>The names, in the order of <see cref="Surface"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "pass_through",
        "chat_completions",
        "responses",
        "embeddings",
        "completions",
        "moderations",
        "messages",
        "count_tokens",
        "generate_content",
        "gemini_count_tokens",
        "embed_content",
        "batch_embed_contents",
    ];

    /// <summary>The surfaces as bits; every bit when nothing is named.</summary>
    public static ulong Bits(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return ulong.MaxValue;
        }

        var bits = 0UL;
        foreach (var name in names)
        {
            bits |= IndexOf(name) is >= 0 and var index ? 1UL << index : 0;
        }

        return bits;
    }

    /// <summary>Whether there is a surface of this name.</summary>
    public static bool IsKnown(string name) => IndexOf(name) >= 0;

    private static int IndexOf(string name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (Names[i] == name)
            {
                return i;
            }
        }

        return -1;
    }
}
