#pragma warning disable RS0030 // Patterns of people have gaps and choices that Pattern has not; these never go back, and run only in texts that hold one of their words.
using System.Text.RegularExpressions;

namespace Tollgate.Security.Matching;

/// <summary>A pattern that takes time in proportion to the text, whatever both are: it has no look-around and no back-references.</summary>
internal sealed class LinearPattern(string text, TimeSpan? most = null)
{
    private readonly Regex _compiled = new(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, most ?? Regex.InfiniteMatchTimeout);

    /// <summary>What is wrong with a pattern; null when nothing is.</summary>
    public static string? Fault(string text)
    {
        try
        {
            return new LinearPattern(text)._compiled.IsMatch("") ? "it matches an empty text" : null;
        }
        catch (ArgumentException fault)
        {
            return fault.Message;
        }
        catch (NotSupportedException)
        {
            return "it looks around or back, or is too large, and could take any time";
        }
    }

    /// <summary>Whether it is anywhere in the text.</summary>
    public bool IsIn(ReadOnlySpan<char> letters) => _compiled.IsMatch(letters);

    /// <summary>The next match from a place on; a length of nothing when there is none.</summary>
    public (int Start, int Length) Next(ReadOnlySpan<char> letters, int from)
    {
        foreach (var match in _compiled.EnumerateMatches(letters, from))
        {
            if (match.Length > 0)
            {
                return (match.Index, match.Length);
            }
        }

        return default;
    }
}
