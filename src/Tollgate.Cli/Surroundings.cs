namespace Tollgate.Cli;

/// <summary>What a command finds around it.</summary>
/// <param name="Variable">A variable of the environment; null when it is not set.</param>
/// <param name="Home">The user's home folder.</param>
/// <param name="Input">Where answers and bodies come from.</param>
/// <param name="CanAsk">Whether somebody is there to answer.</param>
internal sealed record Surroundings(Func<string, string?> Variable, string Home, Func<TextReader> Input, bool CanAsk)
{
    /// <summary>The same input as bytes.</summary>
    public Func<Stream> Bytes { get; init; } = Console.OpenStandardInput;

    /// <summary>The words that start this program again.</summary>
    public IReadOnlyList<string> Itself { get; init; } = ReadItself();

    /// <summary>Those of this process.</summary>
    public static Surroundings OfProcess() => new(
        name => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        () => Console.In,
        !Console.IsInputRedirected);

    /// <summary>A program that the runtime's own host started is named by its first word.</summary>
    private static string[] ReadItself() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.ProcessPath!, Path.GetFullPath(Environment.GetCommandLineArgs()[0])] : [Environment.ProcessPath!];
}
