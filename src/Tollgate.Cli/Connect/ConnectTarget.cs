namespace Tollgate.Cli.Connect;

/// <summary>A program whose settings can point at the gateway.</summary>
/// <param name="Name">Its word on the command line.</param>
/// <param name="File">Its settings file; null when it has none and the text is for the user's own code.</param>
/// <param name="Edit">The settings with address and key put into what is there (empty when there is no file).</param>
internal sealed record ConnectTarget(string Name, string? File, Func<string, string, string, string> Edit);
