namespace Tollgate.Upstreams.Sending;

/// <summary>What the gateway accepts from a provider: gzip, br, identity ∩ the client's (CONTRACT 4); streams identity only (decision 0003).</summary>
internal static class AcceptEncoding
{
    private const string Identity = "identity";

    /// <summary>The header's value for a call.</summary>
    public static string For(string? client, bool isStreamed)
    {
        if (isStreamed || string.IsNullOrEmpty(client))
        {
            return Identity;
        }

        return (Takes(client, "gzip"), Takes(client, "br")) switch
        {
            (true, true) => "gzip, br",
            (true, false) => "gzip",
            (false, true) => "br",
            _ => Identity,
        };
    }

    private static bool Takes(ReadOnlySpan<char> list, ReadOnlySpan<char> coding)
    {
        var star = false;
        foreach (var range in list.Split(','))
        {
            var item = list[range].Trim();
            var semicolon = item.IndexOf(';');
            var name = (semicolon < 0 ? item : item[..semicolon]).Trim();
            var isWanted = semicolon < 0 || !IsZero(item[(semicolon + 1)..]);
            if (name.Equals(coding, StringComparison.OrdinalIgnoreCase))
            {
                return isWanted;
            }

            star |= isWanted && name is "*";
        }

        return star;
    }

    /// <summary>Whether the parameter is "q=0", "q=0.0" and so on.</summary>
    private static bool IsZero(ReadOnlySpan<char> parameter)
    {
        var text = parameter.Trim();
        return text.StartsWith("q=", StringComparison.OrdinalIgnoreCase) && !text[2..].ContainsAnyExcept('0', '.');
    }
}
