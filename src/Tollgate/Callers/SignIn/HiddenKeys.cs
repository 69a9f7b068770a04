using System.Text;

namespace Tollgate.Callers.SignIn;

/// <summary>
/// The texts inside an `Authorization` that may be an imported key: those have no looks of their own, so that only looking them up tells
/// whether one would go on to a provider.
/// </summary>
internal static class HiddenKeys
{
    private const string Basic = "Basic ";

    /// <summary>Each text once: the whole, what stands behind the scheme, and the two parts of a Basic one.</summary>
    public static IReadOnlyList<string> In(string authorization)
    {
        var found = new List<string>(4);
        var whole = authorization.Trim();
        Add(found, whole);
        var space = whole.IndexOf(' ', StringComparison.Ordinal);
        if (space > 0)
        {
            Add(found, whole[(space + 1)..].Trim());
        }

        if (whole.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            AddParts(found, whole[Basic.Length..].Trim());
        }

        return found;
    }

    private static void AddParts(List<string> found, string coded)
    {
        var plain = new byte[coded.Length];
        if (!Convert.TryFromBase64String(coded, plain, out var length))
        {
            return;
        }

        var text = Encoding.UTF8.GetString(plain, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        Add(found, text);
        Add(found, colon < 0 ? "" : text[..colon]);
        Add(found, colon < 0 ? "" : text[(colon + 1)..]);
    }

    private static void Add(List<string> found, string text)
    {
        if (text.Length > 0 && !found.Contains(text))
        {
            found.Add(text);
        }
    }
}
