using System.CommandLine;
using System.Globalization;
using Tollgate.Cli.Exec;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate exec --budget 5 [--for 6h] -- claude …`: a program under a key of its own that ends with it.</summary>
internal sealed class ExecCommand : ICliCommand
{
    private static readonly TimeSpan Ending = TimeSpan.FromSeconds(10);

    /// <summary>Who holds the keys of programs that are no known agent: `sh` and `python` are nobody's names.</summary>
    private const string AnyProgram = "exec";

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        var budget = new Option<string>("--budget") { Description = "The most it may spend, in dollars: a hard lifetime budget (5), or one per window (5/day).", Required = true };
        var lifetime = new Option<string>("--for") { Description = "How long its key lives.", DefaultValueFactory = _ => "6h" };
        var models = new Option<string[]>("--models") { Description = "Patterns of models it may call." };
        var noTitle = new Option<bool>("--no-title") { Description = "Leave the terminal's title alone: it shows what is left." };
        var program = new Argument<string[]>("program") { Description = "The program and its words, after --.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("exec", "Run an agent or any program with a key of its own and a hard budget; the key ends with it.") { budget, lifetime, models, noTitle, program };
        command.SetAction(async (words, ct) =>
        {
            var address = context.Address(words);
            var line = words.GetValue(program)!;
            var name = NameOf(line);
            var error = words.InvocationConfiguration.Error;
            using var key = await ExecKey.MakeAsync(address, name, KnownAgent.Find(line).Agent?.Name ?? AnyProgram, words.GetValue(budget)!, words.GetValue(lifetime)!, words.GetValue(models) ?? [], ct);
            var scratch = Directory.CreateTempSubdirectory("tollgate-exec-").FullName;
            try
            {
                await error.WriteLineAsync(Beginning(name, key, words.GetValue(budget)!));
                IBudgetDisplay display = Terminal.ShowsTitles && error == Console.Error && !words.GetValue(noTitle) ? new TitleDisplay(error, name) : new StepDisplay(error);
                return await RunAsync(line, new AgentPlace(address.Url.ToString().TrimEnd('/'), key.Secret, context.Around.Home, scratch), key, display, ct);
            }
            finally
            {
                Directory.Delete(scratch, recursive: true);
                await EndAsync(key, error);
            }
        });
        return command;
    }

    private static string NameOf(string[] line) => KnownAgent.Find(line).Agent?.Name ?? Path.GetFileName(line[0]);

    private static string Beginning(string name, ExecKey key, string budget) => string.Create(
        CultureInfo.InvariantCulture,
        $"tollgate: {name} may spend ${budget.TrimStart('$')} until {key.ExpiresAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC. `{Program.Word} calls --for-key {key.Name}` shows its calls.");

    private static async Task<int> RunAsync(string[] line, AgentPlace place, ExecKey key, IBudgetDisplay display, CancellationToken ct)
    {
        var (agent, words) = KnownAgent.Find(line);
        var setup = agent?.SetUp(place) ?? AgentSetup.Common(place);
        using var run = ProgramRun.Start(line[0], line[1..words].Concat(setup.Arguments).Concat(line[words..]), setup.Variables);
        using var stop = new CancellationTokenSource();
        var watch = new BudgetWatch(key.StandAsync, display, TimeProvider.System).RunAsync(stop.Token);
        try
        {
            return await run.WaitAsync(ct);
        }
        finally
        {
            await stop.CancelAsync();
            await watch;
            await display.EndAsync();
        }
    }

    /// <summary>Whatever happens here, the program's own exit code stands.</summary>
    private static async Task EndAsync(ExecKey key, TextWriter error)
    {
        using var patience = new CancellationTokenSource(Ending);
        try
        {
            var standing = await key.StandAsync(patience.Token);
            var owed = standing.Uncertain.Nanos > 0 ? $" (up to ${standing.Uncertain} more may be owed)" : string.Empty;
            await error.WriteLineAsync($"tollgate: spent ${standing.Settled}{owed}, left ${standing.Left}, calls {await key.CallsAsync(patience.Token)}.");
        }
        catch (Exception fault) when (fault is CliFault or HttpRequestException or OperationCanceledException)
        {
            await error.WriteLineAsync($"tollgate: what was spent cannot be read now: {fault.Message} `{Program.Word} calls --for-key {key.Name}` shows it.");
        }

        using var second = new CancellationTokenSource(Ending);
        try
        {
            await key.RevokeAsync(second.Token);
            await error.WriteLineAsync("tollgate: the key is revoked.");
        }
        catch (Exception fault) when (fault is CliFault or HttpRequestException or OperationCanceledException)
        {
            await error.WriteLineAsync($"tollgate: the key is NOT revoked: {fault.Message} It ends by itself at {key.ExpiresAt.UtcDateTime:O}; `{Program.Word} keys delete {key.Name}` ends it now.");
        }
    }
}
