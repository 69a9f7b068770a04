namespace Tollgate.Budgets;

/// <summary>What happens once a limit is reached, besides blocking or alerting.</summary>
/// <param name="DowngradeTo">The model that calls go to.</param>
public sealed record ExceedAction(string? DowngradeTo);
