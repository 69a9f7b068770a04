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
            var url = words.GetValue(context.Url) ?? Environment.GetEnvironmentVariable("TOLLGATE_URL") ?? GatewayAddress.DefaultUrl;
            var key = words.GetValue(context.Key) ?? await AskAsync(ct);
            using var gateway = new GatewayClient(GatewayAddress.Find(url, key));
            var me = await gateway.GetAsync("/api/me", ct);
            Save(new JsonObject { ["url"] = url, ["key"] = key });
            context.Print(words).Say($"Signed in to {url} as {me["name"]}. Kept in {GatewayAddress.LoginFile}.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<string> AskAsync(CancellationToken ct)
    {
        await Console.Error.WriteAsync("Key: ");
        return (await Console.In.ReadLineAsync(ct))?.Trim() is { Length: > 0 } key ? key : throw new CliFault(ExitCode.Usage, "No key was given.");
    }

    private static void Save(JsonObject login)
    {
        var file = GatewayAddress.LoginFile;
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
