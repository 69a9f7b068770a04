using Tollgate.Guards.Custom;
using Tollgate.Guards.External;
using Tollgate.Security;
using Tollgate.Security.Canaries;
using Tollgate.Security.Indicators;

namespace Tollgate.Guards.Policies;

/// <summary>What organizations give their guards to look for, ready to run. Immutable.</summary>
internal sealed record OwnBook
{
    /// <summary>Nothing.</summary>
    public static OwnBook Empty { get; } = new();

    /// <summary>Their canaries.</summary>
    public IReadOnlyDictionary<Guid, CanaryDetector> Canaries { get; init; } = new Dictionary<Guid, CanaryDetector>();

    /// <summary>Their own rules.</summary>
    public IReadOnlyDictionary<Guid, CustomBook> Customs { get; init; } = new Dictionary<Guid, CustomBook>();

    /// <summary>Their lists of known bad things.</summary>
    public IReadOnlyDictionary<Guid, IndicatorDetector> Indicators { get; init; } = new Dictionary<Guid, IndicatorDetector>();

    /// <summary>Whom they ask outside.</summary>
    public IReadOnlyDictionary<Guid, ExternalEntry[]> Externals { get; init; } = new Dictionary<Guid, ExternalEntry[]>();

    /// <summary>Whom calls of an organization are shown to.</summary>
    public ExternalEntry[] Asked(Guid organizationId, GuardPolicy policy) => Externals.TryGetValue(organizationId, out var entries)
        ? Array.FindAll(entries, entry => entry.Setting is { } own ? own.Level != GuardLevel.Off : policy.LooksFor(GuardThreat.ExternalGuard))
        : [];

    /// <summary>What runs over everything in calls of an organization.</summary>
    public TextDetector[] Of(Guid organizationId, GuardPolicy policy)
    {
        var own = new List<TextDetector>();
        if (policy.LooksForLeaks && Canaries.TryGetValue(organizationId, out var canaries))
        {
            own.Add(canaries);
        }

        if (Customs.TryGetValue(organizationId, out var customs) && (policy.LooksFor(GuardThreat.CustomRule) || customs.Entries.Values.Any(entry => entry.Setting is not null)))
        {
            own.Add(customs.Detector);
        }

        if (policy.LooksFor(GuardThreat.ThreatIndicator) && Indicators.TryGetValue(organizationId, out var indicators))
        {
            own.Add(indicators);
        }

        return [.. own];
    }
}
