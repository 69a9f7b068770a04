using System.CommandLine;
using Tollgate.Hosting;
using Tollgate.Hosting.Settings;
using Tollgate.Storage;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate serve`: runs the gateway until it is told to stop.</summary>
internal sealed class ServeCommand : ICliCommand
{
    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        var config = new Option<string?>("--config", "-c") { Description = "The settings file (TOLLGATE_CONFIG). Without one, defaults and the environment's provider keys are used." };
        var command = new Command("serve", "Run the gateway.") { config };
        command.SetAction(async (words, ct) =>
        {
            var path = context.Settings(words.GetValue(config));
            await using var settings = OpenSettings(path, words.InvocationConfiguration.Error);
            SocketCompletions.Choose(settings.Current);
            await using var gateway = await StartAsync(settings, ct);
            await ServeBanner.PrintAsync(words.InvocationConfiguration.Output, gateway, settings.Current, path);
            await gateway.WaitAsync(ct);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>Reads the settings; all faults are printed at once.</summary>
    internal static SettingsFile OpenSettings(string? path, TextWriter error)
    {
        var (file, report) = GatewaySettings.Open(path);
        foreach (var finding in report.Findings)
        {
            error.WriteLine(finding.ToString());
        }

        return file ?? throw new CliFault(ExitCode.CannotStart, $"The settings cannot be used. `{Program.Word} config check` says the same without starting.");
    }

    private static async Task<GatewayHost> StartAsync(SettingsFile settings, CancellationToken ct)
    {
        try
        {
            return await GatewayHost.StartAsync(settings, new GatewayHostOptions(), ct);
        }
        catch (StorageException fault)
        {
            throw new CliFault(ExitCode.CannotStart, fault.Message);
        }
        catch (GatewayFault fault)
        {
            throw new CliFault(ExitCode.CannotStart, fault.Message);
        }
        catch (IOException fault) when (fault.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new CliFault(ExitCode.CannotStart, $"{settings.Current.Listen[0]} is taken by another program. Set `listen` in the settings file, or stop the other one.");
        }
    }
}
