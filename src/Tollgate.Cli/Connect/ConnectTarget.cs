namespace Tollgate.Cli.Connect;

/// <summary>A program whose settings can point at the gateway.</summary>
/// <param name="Name">Its word on the command line.</param>
/// <param name="Files">Its settings files.</param>
internal sealed record ConnectTarget(string Name, params IReadOnlyList<ConnectFile> Files)
{
    /// <summary>What its user must know besides; empty for most.</summary>
    public string Note { get; init; } = string.Empty;
}
