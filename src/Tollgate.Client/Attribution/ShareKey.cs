namespace Tollgate.Client.Attribution;

/// <summary>What costs are summed by within a day.</summary>
internal readonly record struct ShareKey(string Principal, string Protocol, string Resource, string Capability)
{
    /// <summary>Whether a filter takes it.</summary>
    public bool Fits(CostShareFilter filter) =>
        (filter.Principal is null || filter.Principal == Principal)
        && (filter.Resource is null || filter.Resource == Resource)
        && (filter.Capability is null || filter.Capability == Capability);
}
