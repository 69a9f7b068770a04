using Tollgate.Analytics.Rollups;

namespace Tollgate.Analytics.Figures;

/// <summary>Whose days are compared.</summary>
/// <param name="Kind">all, agent, key or model.</param>
/// <param name="Name">Which one; null for all.</param>
/// <param name="Days">Its sums day by day.</param>
internal sealed record AnomalySubject(string Kind, string? Name, UsageSums[] Days)
{
    /// <summary>How a sentence begins with it.</summary>
    public string Title => Name is null ? "All calls together" : $"{char.ToUpperInvariant(Kind[0])}{Kind[1..]} '{Name}'";
}
