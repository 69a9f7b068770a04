using System.CommandLine;
using Tollgate.Cli.Import;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate import litellm`: another gateway's models, keys and budgets.</summary>
internal sealed class ImportCommand : ICliCommand
{
    /// <inheritdoc/>
    public Command Build(CommandContext context) => new("import", "Carry another gateway's models, keys and budgets over.") { LiteLlm(context) };

    private static Command LiteLlm(CommandContext context)
    {
        var config = new Argument<string>("config") { Description = "LiteLLM's config.yaml." };
        var keys = new Option<string?>("--keys") { Description = "Its keys: the table LiteLLM_VerificationToken as CSV, with hashes or keys in `token`." };
        var write = new Option<string?>("--write") { Description = "Write the settings to this file; printed when left out. A file that is there stays." };
        var apply = new Option<bool>("--apply") { Description = "Make teams, keys, budgets and limits at the running gateway; without it, they are only counted." };
        var command = new Command("litellm", "Carry over what a LiteLLM gateway holds, and print what cannot be.") { config, keys, write, apply };
        command.SetAction(async (words, ct) =>
        {
            var plan = new ImportPlan();
            new LiteLlmConfig(plan).Read(await ReadAsync(words.GetValue(config)!, ct));
            if (words.GetValue(keys) is { } path)
            {
                new LiteLlmKeys(plan, TimeProvider.System.GetUtcNow()).Read(await ReadAsync(path, ct));
            }

            var output = words.InvocationConfiguration.Output;
            await WriteAsync(words.GetValue(write), plan.Settings, output, ct);
            var made = words.GetValue(apply) ? await ApplyAsync(context, words, plan, ct) : 0;
            var printer = context.Print(words);
            printer.Say(Sentence(plan, words.GetValue(apply), made));
            foreach (var note in plan.Notes)
            {
                await words.InvocationConfiguration.Error.WriteLineAsync($"not carried over: {note.TrimEnd('.')}.");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static string Sentence(ImportPlan plan, bool isApplied, int made)
    {
        var counts = $"{plan.Count("/api/keys")} keys, {plan.Count("/api/teams")} teams, {plan.Count("/api/budgets")} budgets and {plan.Count("/api/limits")} limits besides those of keys";
        return isApplied ? $"# {made} made of {counts}." : $"# With --apply, the gateway would get {counts}.";
    }

    /// <summary>What exists already stays as it is: a second run makes what the first one could not.</summary>
    private static async Task<int> ApplyAsync(CommandContext context, ParseResult words, ImportPlan plan, CancellationToken ct)
    {
        using var gateway = context.Connect(words);
        var made = 0;
        foreach (var (path, body) in plan.Makes)
        {
            try
            {
                _ = await gateway.PostAsync(path, body, ct);
                made++;
            }
            catch (CliFault fault) when (fault.Code is ExitCode.Conflict or ExitCode.Refused or ExitCode.NotFound)
            {
                plan.Notes.Add($"{path[5..].TrimEnd('s')} {body["name"]}: {fault.Message}");
            }
        }

        return made;
    }

    private static async Task WriteAsync(string? path, string settings, TextWriter output, CancellationToken ct)
    {
        if (path is null)
        {
            await output.WriteAsync(settings);
            return;
        }

        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            await using var text = new StreamWriter(path, options);
            await text.WriteAsync(settings.AsMemory(), ct);
        }
        catch (IOException fault)
        {
            throw new CliFault(ExitCode.Conflict, $"{path} cannot be written: {fault.Message}");
        }
    }

    private static async Task<string> ReadAsync(string path, CancellationToken ct)
    {
        try
        {
            return await File.ReadAllTextAsync(path, ct);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CliFault(ExitCode.Usage, $"{path} cannot be read: {fault.Message}");
        }
    }
}
