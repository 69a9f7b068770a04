using System.CommandLine;
using System.Security.Cryptography;
using Tollgate.Hosting;
using Tollgate.Storage;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate admin-key reset`: a new admin key for a data folder whose key was lost. The gateway must not be running on it.</summary>
internal sealed class AdminKeyCommand : ICliCommand
{
    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        var config = new Option<string?>("--config", "-c") { Description = "The settings file, for its data folder." };
        var reset = new Command("reset", "Make a new admin key; the old one is dead at once. Stop the gateway first.") { config };
        reset.SetAction(async (words, ct) =>
        {
            await using var settings = ServeCommand.OpenSettings(context.Settings(words.GetValue(config)), words.InvocationConfiguration.Error);
            if (!Database.IsIn(settings.Current.Data))
            {
                throw new CliFault(ExitCode.CannotStart, $"There is no gateway's data in {settings.Current.Data}. Name its settings file with --config.");
            }

            context.Confirm(words, "Make a new admin key?");
            try
            {
                var key = await AdminKey.ResetAsync(settings.Current.Data, TimeProvider.System, RandomNumberGenerator.Create(), ct);
                await words.InvocationConfiguration.Output.WriteLineAsync(key);
                return ExitCode.Ok;
            }
            catch (StorageException fault)
            {
                throw new CliFault(ExitCode.CannotStart, fault.Message);
            }
        });
        return new Command("admin-key", "The admin key of the gateway.") { reset };
    }
}
