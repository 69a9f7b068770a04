using System.Text;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Redacting;

namespace Tollgate.Guards.Tools;

/// <summary>Which tools a policy lets be offered and called. A name without escapes costs no allocation.</summary>
internal static class ToolList
{
    private const byte Star = (byte)'*';
    private const int LongestName = 256;

    /// <summary>Whether a tool may be.</summary>
    public static bool Allows(GuardDetails details, ReadOnlySpan<byte> name)
    {
        var plain = name.IndexOf((byte)'\\') < 0 ? name : Encoding.UTF8.GetBytes(JsonInside.Read(name));
        return (details.AllowTools.Count == 0 || IsIn(details.AllowTools, plain)) && !IsIn(details.DenyTools, plain);
    }

    private static bool IsIn(IReadOnlyList<string> patterns, ReadOnlySpan<byte> name)
    {
        // A short piece of the stack, for names are compared as bytes.
        Span<byte> pattern = stackalloc byte[LongestName];
        for (var index = 0; index < patterns.Count; index++)
        {
            if (Encoding.UTF8.TryGetBytes(patterns[index], pattern, out var length) && Matches(pattern[..length], name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a name is meant by a pattern in which a star stands for any run of letters.</summary>
    private static bool Matches(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> name)
    {
        var (at, star, mark) = (0, -1, 0);
        var next = 0;
        while (next < name.Length)
        {
            if (at < pattern.Length && pattern[at] == Star)
            {
                (star, mark) = (at++, next);
            }
            else if (at < pattern.Length && pattern[at] == name[next])
            {
                (at, next) = (at + 1, next + 1);
            }
            else if (star >= 0)
            {
                (at, next) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].IndexOfAnyExcept(Star) < 0;
    }
}
