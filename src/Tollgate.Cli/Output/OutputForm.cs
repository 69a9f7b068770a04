namespace Tollgate.Cli.Output;

/// <summary>How an answer is printed.</summary>
internal enum OutputForm
{
    /// <summary>Tables for people.</summary>
    Table,
    /// <summary>JSON for programs: the API's own answer.</summary>
    Json,
    /// <summary>CSV, one row an item.</summary>
    Csv,
}
