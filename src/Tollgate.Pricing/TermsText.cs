namespace Tollgate.Pricing;

/// <summary>
/// The terms that a line was priced by, as one text, so that it can be priced again: the served tier alone where it is all there is
/// ("priority"), else pairs ("tier=batch;region=us;size=high"); nothing for the standard tier.
/// </summary>
internal static class TermsText
{
    private const string Tier = "tier=";
    private const string Region = "region=";
    private const string Size = "size=";

    /// <summary>The text of terms; null when there is nothing to say.</summary>
    public static string? Of(in PriceTerms terms)
    {
        if (terms.Region is null && terms.SearchSize is null)
        {
            return terms.ServedTier;
        }

        var parts = new List<string>(3);
        Add(parts, Tier, terms.ServedTier);
        Add(parts, Region, terms.Region);
        Add(parts, Size, terms.SearchSize);
        return string.Join(';', parts);
    }

    /// <summary>The terms that a text stands for.</summary>
    public static PriceTerms Read(string? text)
    {
        if (text is null || !(Begins(text, Tier) || Begins(text, Region) || Begins(text, Size)))
        {
            return new PriceTerms(text);
        }

        var terms = default(PriceTerms);
        foreach (var part in text.Split(';'))
        {
            var value = part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..];
            terms = Begins(part, Tier) ? terms with { ServedTier = value }
                : Begins(part, Region) ? terms with { Region = value }
                : Begins(part, Size) ? terms with { SearchSize = value } : terms;
        }

        return terms;
    }

    private static bool Begins(string text, string word) => text.StartsWith(word, StringComparison.Ordinal);

    private static void Add(List<string> parts, string word, string? value)
    {
        if (value is not null)
        {
            parts.Add(word + value.Replace(';', ','));
        }
    }
}
