namespace Tollgate.Callers;

/// <summary>
/// Patterns of model names: `*` stands for any text, `?` for one character, everything else for itself. A pattern with a slash may
/// also mean `provider/model`. Matching takes at most pattern × text steps, so a hostile pattern costs nothing.
/// </summary>
internal static class ModelPattern
{
    /// <summary>The longest pattern.</summary>
    public const int MaxLength = 200;

    /// <summary>Whether a pattern covers a model of a provider.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> provider, ReadOnlySpan<char> model)
    {
        if (IsGlob(pattern, model))
        {
            return true;
        }

        var slash = pattern.IndexOf('/');
        return slash > 0 && IsGlob(pattern[..slash], provider) && IsGlob(pattern[(slash + 1)..], model);
    }

    private static bool IsGlob(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int at = 0, inPattern = 0, star = -1, resume = 0;
        while (at < text.Length)
        {
            if (inPattern < pattern.Length && pattern[inPattern] == '*')
            {
                star = inPattern++;
                resume = at;
            }
            else if (inPattern < pattern.Length && (pattern[inPattern] == '?' || pattern[inPattern] == text[at]))
            {
                inPattern++;
                at++;
            }
            else if (star >= 0)
            {
                inPattern = star + 1;
                at = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern[inPattern..].Trim('*').IsEmpty;
    }
}
