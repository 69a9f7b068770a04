namespace Tollgate.Alerts.Rules;

/// <summary>Every check, in alphabetical order.</summary>
internal static class All
{
    /// <summary>The checks.</summary>
    public static IReadOnlyList<IRuleCheck> Checks(AlertSources sources) => [new AgentInactiveCheck(sources), new CostSpikeCheck(sources), new ErrorRateCheck(sources)];
}
