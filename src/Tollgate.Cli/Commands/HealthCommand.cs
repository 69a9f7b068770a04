using System.CommandLine;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate health`: the state of gateway, database, journal and ledger.</summary>
internal sealed class HealthCommand : ICliCommand
{
    private static readonly Column[] Columns =
    [
        new("Status", "status"), new("Version", "version"), new("Uptime (s)", "uptime_seconds"), new("Gateway", "gateway.status"), new("Database", "database.status"),
        new("", "database.detail"), new("Journal", "journal.status"), new("", "journal.detail"), new("Ledger", "ledger.status"), new("Pending", "ledger.pending_records"), new("", "ledger.detail"),
    ];

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        var command = new Command("health", "The state of the gateway and what it stands on.");
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            context.Print(words).Item(await gateway.GetAsync("/health", ct), Columns);
            return ExitCode.Ok;
        });
        return command;
    }
}
