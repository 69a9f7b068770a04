using System.CommandLine;
using Tollgate.Hosting;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate config check`: every fault of the settings file at once.</summary>
internal sealed class ConfigCommand : ICliCommand
{
    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        var config = new Option<string?>("--config", "-c") { Description = "The settings file (TOLLGATE_CONFIG; default tollgate.yaml)." };
        var check = new Command("check", "Read the settings as `serve` would, and say everything that is wrong with them.") { config };
        check.SetAction(words =>
        {
            var named = context.Settings(words.GetValue(config));
            var path = named ?? "tollgate.yaml";
            if (named is null && !File.Exists(path))
            {
                words.InvocationConfiguration.Output.WriteLine($"There is no {path} in this folder: nothing to check. `{Program.Word} serve` runs without one; --config names another.");
                return ExitCode.Ok;
            }

            var report = GatewaySettings.Check(path);
            foreach (var finding in report.Findings)
            {
                words.InvocationConfiguration.Output.WriteLine(finding.ToString());
            }

            words.InvocationConfiguration.Output.WriteLine(report.IsUsable ? $"{path} can be used." : $"{path} cannot be used.");
            return report.IsUsable ? ExitCode.Ok : ExitCode.CannotStart;
        });
        return new Command("config", "The settings file.") { check };
    }
}
