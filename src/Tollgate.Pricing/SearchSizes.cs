namespace Tollgate.Pricing;

/// <summary>The sizes of a search context, as requests and price rows name them.</summary>
internal static class SearchSizes
{
    /// <summary>The size that a request names; null when it names none that has a price of its own.</summary>
    public static string? Read(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("low"u8))
        {
            return "low";
        }

        return text.SequenceEqual("medium"u8) ? "medium" : text.SequenceEqual("high"u8) ? "high" : null;
    }
}
