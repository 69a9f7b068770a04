using System.CommandLine;
using Tollgate.Cli.Commands;

namespace Tollgate.Cli.Tests.Commands;

public sealed class AllTests
{
    [Fact]
    public void Every_command_type_is_listed()
    {
        var listed = All.Commands.Select(command => command.GetType()).ToHashSet();

        Assert.DoesNotContain(typeof(ICliCommand).Assembly.GetTypes(), type => type.IsClass && typeof(ICliCommand).IsAssignableFrom(type) && !listed.Contains(type));
    }

    [Fact]
    public void The_list_is_in_alphabetical_order()
    {
        var words = Program.Build(CliRun.Around()).Subcommands.Select(command => command.Name).ToList();

        Assert.Equal(words.Order(StringComparer.Ordinal), words);
    }

    [Fact]
    public void Every_word_says_what_it_does()
    {
        Assert.DoesNotContain(Below(Program.Build(CliRun.Around())), command => string.IsNullOrEmpty(command.Description) || command.Options.Any(option => string.IsNullOrEmpty(option.Description)));
    }

    private static IEnumerable<Command> Below(Command command) => command.Subcommands.SelectMany(one => Below(one).Prepend(one));
}
