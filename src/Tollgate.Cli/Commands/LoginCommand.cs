using System.CommandLine;
using System.Text.Json.Nodes;
using Tollgate.Cli.Connection;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate login`: keeps address and key for the next commands, in a file for its owner only.</summary>
internal sealed class LoginCommand : ICliCommand
{
    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        var command = new Command("login", "Keep the gateway's address and your key for the next commands (asks for the key without --key).");
        command.SetAction(async (words, ct) =>
        {
            var url = words.GetValue(context.Url) ?? context.Around.Variable("TOLLGATE_URL") ?? GatewayAddress.DefaultUrl;
            var key = words.GetValue(context.Key) ?? await context.AskAsync(words, "The key", ct);
            using var gateway = new GatewayClient(new GatewayAddress(GatewayAddress.Parse(url), key));
            var me = await gateway.GetAsync("/api/me", ct);
            var file = GatewayAddress.LoginFile(context.Around);
            Save(file, new JsonObject { ["url"] = url, ["key"] = key });
            context.Print(words).Say($"Signed in to {url} as {me["name"]}. Kept in {file}.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Save(string file, JsonObject login)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Delete(file);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(file, options);
        writer.Write(login.ToJsonString());
    }
}
