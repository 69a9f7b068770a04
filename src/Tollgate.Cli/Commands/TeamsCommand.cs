using System.CommandLine;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate teams`: list | get | create | delete, and their key templates.</summary>
internal sealed class TeamsCommand : ICliCommand
{
    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        var teams = PlainResourceCommand.Teams.Build(context);
        teams.Description = "The teams: list, get, create, delete; templates of the keys that their members make.";
        teams.Subcommands.Add(TemplateCommands.Build(context));
        return teams;
    }
}
