namespace Tollgate.Cli;

/// <summary>What a command finds around it.</summary>
/// <param name="Variable">A variable of the environment; null when it is not set.</param>
/// <param name="Home">The user's home folder.</param>
/// <param name="Input">Where answers and bodies come from.</param>
/// <param name="CanAsk">Whether somebody is there to answer.</param>
internal sealed record Surroundings(Func<string, string?> Variable, string Home, Func<TextReader> Input, bool CanAsk)
{
    /// <summary>Those of this process.</summary>
    public static Surroundings OfProcess() => new(
        name => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        () => Console.In,
        !Console.IsInputRedirected);
}
