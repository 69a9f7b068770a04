namespace Tollgate.Upstreams.Probing;

/// <summary>What `providers test` found at one account.</summary>
/// <param name="Deployment">The account.</param>
/// <param name="IsOk">Whether nothing that was tried failed.</param>
/// <param name="Steps">The steps, in order; after a failure the rest is not tried.</param>
internal sealed record ProbeReport(string Deployment, bool IsOk, IReadOnlyList<ProbeStep> Steps);
