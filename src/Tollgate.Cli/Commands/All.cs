namespace Tollgate.Cli.Commands;

/// <summary>Every command, in alphabetical order.</summary>
internal static class All
{
    /// <summary>The commands.</summary>
    public static IReadOnlyList<ICliCommand> Commands { get; } =
    [
        new ApiCommand(),
    ];
}
