using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Tollgate.Cli.Connection;
using Tollgate.Cli.Demo;
using Tollgate.Cli.Output;
using Tollgate.Simulation;
using Tollgate.Storage;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate demo`: the main job without any provider key, against a simulated provider.</summary>
internal sealed class DemoCommand : ICliCommand
{
    private static readonly SimulationOptions Pace = new() { FirstByteMilliseconds = 150, EventMilliseconds = 8 };
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        var data = new Option<string?>("--data") { Description = "The folder for it; a temporary one, removed at the end, when left out." };
        var keep = new Option<bool>("--keep") { Description = "Go on serving after the traffic, until interrupted." };
        var command = new Command("demo", "Show the main job with a simulated provider: no key needed, nothing leaves this machine.") { data, keep };
        command.SetAction(async (words, ct) =>
        {
            var asked = words.GetValue(data);
            var folder = asked ?? Directory.CreateTempSubdirectory("tollgate-demo-").FullName;
            try
            {
                await RunAsync(folder, context.Print(words), words.InvocationConfiguration.Output, words.GetValue(keep), ct);
                return ExitCode.Ok;
            }
            catch (StorageException fault)
            {
                throw new CliFault(ExitCode.CannotStart, fault.Message);
            }
            finally
            {
                if (asked is null)
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
        });
        return command;
    }

    private static async Task RunAsync(string folder, Printer printer, TextWriter output, bool keeps, CancellationToken ct)
    {
        await using var gateway = await DemoGateway.StartAsync(folder, Pace, ct);
        using var admin = new GatewayClient(new GatewayAddress(gateway.Url, gateway.AdminKey));
        printer.Say($"Tollgate on {gateway.Url} with a SIMULATED provider: answers and bills are made up, prices are the catalogue's.");
        printer.Say(string.Empty);
        var feed = new DemoFeed(admin, printer.Form == OutputForm.Table ? output : null);
        var keys = await SendAsync(admin, gateway.Url, feed, ct);
        printer.Say(string.Empty);
        printer.List(await DemoReport.ReadAsync(admin, gateway.Url, keys, feed, ct), DemoReport.Columns);
        SayNext(printer, gateway, keeps);
        if (keeps)
        {
            await output.FlushAsync(ct);
            await gateway.WaitAsync(ct);
        }
    }

    private static async Task<IReadOnlyList<DemoKey>> SendAsync(GatewayClient admin, Uri url, DemoFeed feed, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(LongestRun);
        using var traffic = new DemoTraffic(admin, url);
        var isFirst = (await admin.GetAsync("/api/keys?limit=2", patience.Token))["items"] is not JsonArray { Count: > 1 };
        var suffix = isFirst ? string.Empty : TimeProvider.System.GetUtcNow().ToString("-HHmmss", CultureInfo.InvariantCulture);
        var keys = new List<DemoKey>();
        foreach (var agent in DemoAgent.All)
        {
            keys.Add(await traffic.MakeKeyAsync(agent, suffix, patience.Token));
        }

        using var opened = await feed.OpenAsync(patience.Token);
        await Task.WhenAll([feed.ReadAsync(opened, keys.Count * DemoAgent.Calls, patience.Token), .. keys.Select(key => traffic.RunAsync(key, patience.Token))]);
        return keys;
    }

    private static void SayNext(Printer printer, DemoGateway gateway, bool keeps)
    {
        printer.Say(string.Empty);
        printer.Say("Next:");
        if (!keeps)
        {
            printer.Say($"  {Program.Word} demo --keep                      leaves it serving, to look around");
            printer.Say($"  {Program.Word} serve                            the real gateway, with the provider keys of the environment");
            printer.Say($"  {Program.Word} keys create me --budget 5/day    a key for your first agent");
            return;
        }

        printer.Say($"  export TOLLGATE_URL={gateway.Url.ToString().TrimEnd('/')} TOLLGATE_DATA={gateway.Data}");
        printer.Say($"  {Program.Word} calls --refused");
        printer.Say($"  {Program.Word} budgets list");
        printer.Say($"  {Program.Word} keys create me --budget 5/day");
        printer.Say("It serves until interrupted (Ctrl+C).");
    }
}
