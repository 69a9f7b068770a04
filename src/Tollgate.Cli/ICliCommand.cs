using System.CommandLine;

namespace Tollgate.Cli;

/// <summary>One word of the command line: its options, a call, a print.</summary>
internal interface ICliCommand
{
    /// <summary>Builds the command with its subcommands.</summary>
    Command Build(CommandContext context);
}
