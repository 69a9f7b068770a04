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

    /// <summary>Whether whatever a narrower pattern matches is matched by a wider one too; in doubt, no.</summary>
    public static bool Covers(string wide, string narrow)
    {
        if (!IsGlob(wide, narrow, isPattern: true))
        {
            return false;
        }

        var slash = narrow.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0)
        {
            return true;
        }

        // The narrower one may also mean provider/model: then the wider one must cover both halves, or the model of any provider.
        var provider = narrow.AsSpan(0, slash);
        var model = narrow.AsSpan(slash + 1);
        var split = wide.IndexOf('/', StringComparison.Ordinal);
        return IsGlob(wide, model, isPattern: true)
            || (split > 0 && IsGlob(wide.AsSpan(0, split), provider, isPattern: true) && IsGlob(wide.AsSpan(split + 1), model, isPattern: true));
    }

    /// <summary>With a pattern for a text, its asterisks are matched by asterisks alone.</summary>
    private static bool IsGlob(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, bool isPattern = false)
    {
        int at = 0, inPattern = 0, star = -1, resume = 0;
        while (at < text.Length)
        {
            if (inPattern < pattern.Length && pattern[inPattern] == '*')
            {
                star = inPattern++;
                resume = at;
            }
            else if (inPattern < pattern.Length && Stands(pattern[inPattern], text[at], isPattern))
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

    private static bool Stands(char pattern, char text, bool isPattern) => pattern == text || (pattern == '?' && !(isPattern && text == '*'));
}
