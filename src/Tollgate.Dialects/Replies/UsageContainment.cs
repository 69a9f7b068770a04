namespace Tollgate.Dialects.Replies;

/// <summary>The quirks of one provider's usage report: catalogue data, parsed once.</summary>
/// <param name="Quirks">What differs from the surface's usual meaning.</param>
public sealed record UsageContainment(UsageQuirks Quirks)
{
    private static readonly (string Name, UsageQuirks Quirk)[] Names =
    [
        ("audio_outside", UsageQuirks.AudioOutside),
        ("cache_inside", UsageQuirks.CacheInside),
        ("cache_outside", UsageQuirks.CacheOutside),
        ("grounding_per_prompt", UsageQuirks.GroundingPerPrompt),
        ("hidden_output_in_total", UsageQuirks.HiddenOutputInTotal),
        ("reasoning_outside", UsageQuirks.ReasoningOutside),
        ("total_without_reasoning", UsageQuirks.TotalWithoutReasoning),
        ("web_search_per_call", UsageQuirks.WebSearchPerCall),
    ];

    /// <summary>Nothing unusual.</summary>
    public static UsageContainment Usual { get; } = new(UsageQuirks.None);

    /// <summary>Reads the catalogue's list of names; on failure <paramref name="unknown"/> is the first name that means nothing.</summary>
    public static bool TryParse(IReadOnlyList<string>? names, out UsageContainment containment, out string? unknown)
    {
        containment = Usual;
        unknown = null;
        var quirks = UsageQuirks.None;
        for (var i = 0; i < (names?.Count ?? 0); i++)
        {
            if (!TryFind(names![i], out var quirk))
            {
                unknown = names[i];
                return false;
            }

            quirks |= quirk;
        }

        containment = quirks == UsageQuirks.None ? Usual : new UsageContainment(quirks);
        return true;
    }

    /// <summary>Whether the provider has a quirk.</summary>
    public bool Has(UsageQuirks quirk) => (Quirks & quirk) != 0;

    private static bool TryFind(string name, out UsageQuirks quirk)
    {
        foreach (var row in Names)
        {
            if (row.Name == name)
            {
                quirk = row.Quirk;
                return true;
            }
        }

        quirk = UsageQuirks.None;
        return false;
    }
}
