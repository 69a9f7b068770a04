using System.CommandLine;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate journal`: how far the database is behind the journal.</summary>
internal sealed class JournalCommand : ICliCommand
{
    private static readonly Column[] Columns =
        [new("Journal", "journal.status"), new("", "journal.detail"), new("Ledger", "ledger.status"), new("Pending records", "ledger.pending_records"), new("Lag (s)", "ledger.lag_seconds"), new("", "ledger.detail")];

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        var status = new Command("status", "The journal's state, and how far the database is behind it.");
        status.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            context.Print(words).Item(await gateway.GetAsync("/health", ct), Columns);
            return ExitCode.Ok;
        });
        return new Command("journal", "The durable record of calls between the line and the database.") { status };
    }
}
