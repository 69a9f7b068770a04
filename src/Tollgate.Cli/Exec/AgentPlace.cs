namespace Tollgate.Cli.Exec;

/// <summary>What an agent is pointed at, and where its settings may be put for the length of one run.</summary>
/// <param name="Url">The gateway, without a slash at the end.</param>
/// <param name="Key">The key of this run.</param>
/// <param name="Home">The user's home folder.</param>
/// <param name="Scratch">A folder of this run's own, for its owner only; it goes when the run ends.</param>
internal sealed record AgentPlace(string Url, string Key, string Home, string Scratch);
