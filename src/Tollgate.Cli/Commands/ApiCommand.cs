using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate api METHOD PATH [BODY]`: any route of the admin API, with the sign-in of the other commands.</summary>
internal sealed class ApiCommand : ICliCommand
{
    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        var method = new Argument<string>("method") { Description = "GET, POST, PUT, PATCH or DELETE." };
        var path = new Argument<string>("path") { Description = "For example /api/keys." };
        var body = new Argument<string?>("body") { Description = "JSON, or @FILE, or - for standard input.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("api", "Call any route of the admin API.") { method, path, body };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var node = await ReadAsync(words.GetValue(body), context.Around.Input, ct);
            context.Print(words).Json(await gateway.SendAsync(new HttpMethod(words.GetValue(method)!.ToUpperInvariant()), words.GetValue(path)!, node, ct));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<JsonNode?> ReadAsync(string? body, Func<TextReader> input, CancellationToken ct)
    {
        try
        {
            return body switch
            {
                null => null,
                "-" => JsonNode.Parse(await input().ReadToEndAsync(ct)),
                ['@', .. var file] => JsonNode.Parse(await File.ReadAllTextAsync(file, ct)),
                _ => JsonNode.Parse(body),
            };
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CliFault(ExitCode.Usage, $"The body cannot be read: {fault.Message}");
        }
    }
}
