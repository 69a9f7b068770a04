using System.CommandLine;
using System.Text.Json.Nodes;

namespace Tollgate.Cli.Commands;

/// <summary>What a rule of the guards says that is particular to single threats, as options.</summary>
internal sealed class GuardDetailOptions
{
    private readonly Option<string[]> _allowTools = new("--allow-tool") { Description = "A tool that may be offered and called, with stars; all without any." };
    private readonly Option<string[]> _denyTools = new("--deny-tool") { Description = "A tool that may not, with stars." };
    private readonly Option<int?> _toolCalls = new("--tool-calls") { Description = "More calls of tools than this within the time are too many." };
    private readonly Option<string[]> _allowHosts = new("--allow-host") { Description = "A host that addresses in answers may carry data to, and those below it." };
    private readonly Option<int?> _bulkBytes = new("--bulk-bytes") { Description = "From so many bytes on, coded data in an answer is a lot." };

    private readonly Option<double?> _deviations = new("--deviations") { Description = "So many deviations above its usual is unlike a user or an agent; 6 without it." };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_allowTools);
        command.Options.Add(_denyTools);
        command.Options.Add(_toolCalls);
        command.Options.Add(_allowHosts);
        command.Options.Add(_bulkBytes);
        command.Options.Add(_deviations);
    }

    /// <summary>Puts what was given into a body.</summary>
    public void Put(ParseResult words, JsonObject body)
    {
        body.PutList("allow_tools", (words.GetValue(_allowTools) ?? []).Select(value => JsonValue.Create(value)));
        body.PutList("deny_tools", (words.GetValue(_denyTools) ?? []).Select(value => JsonValue.Create(value)));
        body.PutList("allow_hosts", (words.GetValue(_allowHosts) ?? []).Select(value => JsonValue.Create(value)));
        body.Put("tool_calls", words.GetValue(_toolCalls));
        body.Put("bulk_bytes", words.GetValue(_bulkBytes));
        body.Put("deviations", words.GetValue(_deviations));
    }
}
