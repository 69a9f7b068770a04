using System.CommandLine;
using System.Text.Json.Nodes;
using Tollgate.Cli.Output;
using Tollgate.Cli.SourceScan.Hooks;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate security hooks`: install | uninstall | status.</summary>
internal static class SecurityHooks
{
    private static readonly Column[] Columns = [new("Hook", "state"), new("File", "path"), new("Kept by", "keeper"), new("Runs another after it", "chained")];

    /// <summary>The commands.</summary>
    public static Command Build(CommandContext context, Argument<string> folder) => new("hooks", "The hook that looks at every commit before it is made: install, uninstall, status.")
    {
        Change(context, folder, "install", "Put the hook in its place; one that is there runs after it.", "Write it anew though it was changed, or in a folder that all repositories use.", (hook, isForced) => hook.Install(isForced)),
        Change(context, folder, "uninstall", "Take the hook away, and put back what was there.", "Take it away though it was changed.", (hook, isForced) => hook.Uninstall(isForced)),
        Status(context, folder),
    };

    private static Command Change(CommandContext context, Argument<string> folder, string name, string description, string force, Func<CommitHook, bool, string> change)
    {
        var isForced = new Option<bool>("--force") { Description = force };
        var command = new Command(name, description) { folder, isForced };
        command.SetAction(words =>
        {
            var place = HookPlace.Find(words.GetValue(folder)!);
            var hook = new CommitHook(place, context.Around.Itself);
            var done = change(hook, words.GetValue(isForced));
            if (context.Print(words) is { Form: OutputForm.Table } printer)
            {
                printer.Say(done);
            }
            else
            {
                context.Print(words).Item(ToJson(place, hook), Columns);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Status(CommandContext context, Argument<string> folder)
    {
        var command = new Command("status", "Say whether the hook is in place; 1 when it is not.") { folder };
        command.SetAction(words =>
        {
            var place = HookPlace.Find(words.GetValue(folder)!);
            var hook = new CommitHook(place, context.Around.Itself);
            context.Print(words).Item(ToJson(place, hook), Columns);
            return hook.State == HookState.Installed ? ExitCode.Ok : ExitCode.Refused;
        });
        return command;
    }

    private static JsonObject ToJson(HookPlace place, CommitHook hook) => new()
    {
        ["state"] = hook.State.ToString().ToLowerInvariant(),
        ["path"] = place.File,
        ["keeper"] = place.Keeper,
        ["chained"] = hook.HasChained,
        ["shared"] = place.IsShared,
    };
}
