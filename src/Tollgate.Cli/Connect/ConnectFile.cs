namespace Tollgate.Cli.Connect;

/// <summary>A settings file of a program.</summary>
/// <param name="Path">Where it is; null when the text is for the user's own code.</param>
/// <param name="Edit">The settings with address and key put into what is there (empty when there is no file).</param>
internal sealed record ConnectFile(string? Path, Func<string, string, string, string> Edit);
