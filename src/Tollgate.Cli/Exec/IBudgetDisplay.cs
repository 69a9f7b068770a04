namespace Tollgate.Cli.Exec;

/// <summary>Where a run's budget is shown while its program has the terminal.</summary>
internal interface IBudgetDisplay
{
    /// <summary>Shows it.</summary>
    Task ShowAsync(KeyStanding standing);

    /// <summary>Takes away what would stay behind.</summary>
    Task EndAsync();
}
