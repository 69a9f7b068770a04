namespace Tollgate.Upstreams;

/// <summary>Reads base addresses that operators write.</summary>
internal static class AddressText
{
    /// <summary>
    /// An absolute http(s) address without user, query and fragment; null when the text is not one.
    /// A bare host ("127.0.0.1:11434", as OLLAMA_HOST holds) is http. The suffix is appended when the address does not end with it.
    /// </summary>
    public static Uri? Parse(string text, string suffix = "")
    {
        var full = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        full = full.TrimEnd('/');
        if (suffix.Length > 0 && !full.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
        {
            full += suffix;
        }

        return Uri.TryCreate(full, UriKind.Absolute, out var address) && Refuse(address) is null ? address : null;
    }

    /// <summary>What is wrong with an address; null when nothing is.</summary>
    public static string? Refuse(Uri address)
    {
        if (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
        {
            return "it begins with neither https:// nor http://.";
        }

        if (address.UserInfo.Length > 0)
        {
            return "it holds a user or a password; keys belong into api_key.";
        }

        return address.Query.Length > 0 || address.Fragment.Length > 0 ? "it holds a query or a fragment." : null;
    }
}
