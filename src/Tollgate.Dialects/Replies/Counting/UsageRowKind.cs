namespace Tollgate.Dialects.Replies.Counting;

/// <summary>How the value behind a name in a usage report is read.</summary>
internal enum UsageRowKind : byte
{
    /// <summary>A count.</summary>
    Number,
    /// <summary>An object with a table of its own.</summary>
    Object,
    /// <summary>A list of {modality, tokenCount}; the row's field is the audio field, image and video follow it.</summary>
    Modalities,
    /// <summary>A list of internal turns, each a usage report.</summary>
    Turns,
    /// <summary>The service tier as served.</summary>
    Tier,
    /// <summary>The speed as served.</summary>
    Speed,
    /// <summary>The region as served.</summary>
    Region,
    /// <summary>The provider's own cost in US dollars: a number, or an object with `total_cost`.</summary>
    Cost,
    /// <summary>The provider's own cost in ticks of 10⁻¹⁰ US dollars.</summary>
    CostTicks,
    /// <summary>What the provider behind an aggregator charged.</summary>
    UpstreamCost,
}
