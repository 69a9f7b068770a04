using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Tollgate.Cli.Connection;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate exec --budget 5 [--for 6h] -- claude …`: a program under a key of its own that ends with it.</summary>
internal sealed class ExecCommand : ICliCommand
{
    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        var budget = new Option<string>("--budget") { Description = "The most it may spend, in dollars: a hard lifetime budget (5), or one per window (5/day).", Required = true };
        var lifetime = new Option<string>("--for") { Description = "How long its key lives.", DefaultValueFactory = _ => "6h" };
        var models = new Option<string[]>("--models") { Description = "Patterns of models it may call." };
        var program = new Argument<string[]>("program") { Description = "The program and its words, after --.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("exec", "Run an agent or any program with a key of its own and a hard budget; the key ends with it.") { budget, lifetime, models, program };
        command.SetAction(async (words, ct) =>
        {
            var address = GatewayAddress.Find(words.GetValue(context.Url), words.GetValue(context.Key));
            using var gateway = new GatewayClient(address);
            var line = words.GetValue(program)!;
            var key = await gateway.PostAsync("/api/keys", Body(line[0], words.GetValue(budget)!, words.GetValue(lifetime)!, words.GetValue(models) ?? []), ct);
            var id = key["id"]!.GetValue<string>();
            try
            {
                var url = address.Url.ToString().TrimEnd('/');
                await Console.Error.WriteLineAsync($"tollgate: {Path.GetFileName(line[0])} may spend ${words.GetValue(budget)} for {words.GetValue(lifetime)} (key {key["label"]}).");
                return await RunAsync(line, url, key["key"]!.GetValue<string>(), ct);
            }
            finally
            {
                await EndAsync(gateway, address.Url, id, key["key"]!.GetValue<string>());
            }
        });
        return command;
    }

    private static JsonObject Body(string program, string budget, string lifetime, string[] models)
    {
        var now = TimeProvider.System.GetUtcNow();
        var body = new JsonObject
        {
            ["name"] = $"exec-{Path.GetFileName(program)}-{now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}-{Environment.ProcessId}",
            ["principal"] = Path.GetFileName(program),
            ["budgets"] = new JsonArray(Amounts.Budget(budget)),
            ["expires_at"] = (now + Amounts.Span(lifetime)).UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        };
        if (models.Length > 0)
        {
            body["models"] = new JsonArray([.. models.Select(pattern => JsonValue.Create(pattern))]);
        }

        return body;
    }

    private static async Task<int> RunAsync(string[] line, string url, string key, CancellationToken ct)
    {
        var agent = AgentWords.For(line[0]);
        var start = new ProcessStartInfo(line[0]) { UseShellExecute = false };
        foreach (var word in agent.Arguments(url).Concat(line.Skip(1)))
        {
            start.ArgumentList.Add(word);
        }

        start.Environment.Remove("ANTHROPIC_API_KEY");
        foreach (var (name, value) in agent.Variables(url, key))
        {
            start.Environment[name] = value;
        }

        // The program on the terminal gets the interrupt itself; this one waits for its end.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var process = Start(start, line[0]);
        await process.WaitForExitAsync(ct);
        return process.ExitCode;
    }

    private static Process Start(ProcessStartInfo start, string program)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            throw new CliFault(ExitCode.Usage, $"'{program}' cannot be started: {fault.Message}.");
        }
    }

    private static async Task EndAsync(GatewayClient gateway, Uri url, string id, string secret)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            var sums = await gateway.GetAsync($"/api/ledger/summary?key={id}", patience.Token);
            using var client = new GatewayClient(new GatewayAddress(url, secret));
            var own = (await client.GetAsync("/api/me", patience.Token))["budgets"]?["items"]?[0];
            await Console.Error.WriteLineAsync($"tollgate: spent ${own?["settled"] ?? "0.00"}, left ${own?["remaining"] ?? "0.00"}, {sums["total"]?["calls"] ?? 0} calls. The key is revoked.");
        }
        finally
        {
            await gateway.DeleteAsync($"/api/keys/{id}", patience.Token);
        }
    }
}
