using System.CommandLine;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>users, agents, teams, orgs: list | get | create | delete.</summary>
internal sealed class PlainResourceCommand(ResourceWords kind) : ICliCommand
{
    private static readonly Column[] NameAndTime = [new("Name", "name"), new("Id", "id"), new("Created", "created_at")];

    /// <summary>Teams, as the API knows them.</summary>
    public static ResourceWords TeamWords { get; } = new("teams", "team", "/api/teams",
        [new("Name", "name"), new("Required tags", "required_tags"), new("Without them", "on_missing_tags"), new("Id", "id"), new("Created", "created_at")]);

    /// <summary>The agents.</summary>
    public static PlainResourceCommand Agents { get; } = new(new ResourceWords("agents", "agent", "/api/agents", [new("Name", "name"), new("Team", "team"), new("Id", "id"), new("Created", "created_at")]));

    /// <summary>The organizations.</summary>
    public static PlainResourceCommand Organizations { get; } = new(new ResourceWords("orgs", "organization", "/api/organizations", NameAndTime));

    /// <summary>The teams.</summary>
    public static PlainResourceCommand Teams { get; } = new(TeamWords);

    /// <summary>The users.</summary>
    public static PlainResourceCommand Users { get; } = new(new ResourceWords("users", "user", "/api/users", [new("Name", "name"), new("Team", "team"), new("Id", "id"), new("Created", "created_at")]));

    /// <inheritdoc/>
    public Command Build(CommandContext context) =>
        new(kind.Word, $"The {kind.Word}: list, get, create, delete.")
        {
            ResourceCommands.List(context, kind),
            ResourceCommands.Get(context, kind),
            ResourceCommands.Create(context, kind),
            ResourceCommands.Delete(context, kind),
        };
}
