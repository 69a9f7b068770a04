using System.Text.Json.Serialization;

namespace Tollgate.Guards.Policies;

/// <summary>What a rule says that is particular to single threats; kept as JSON. Members can be set, so that what is left out keeps its default.</summary>
internal sealed record GuardDetails
{
    /// <summary>What holds where no rule says otherwise.</summary>
    public static GuardDetails Usual { get; } = new();

    /// <summary>The tools that may be offered and called, with stars; empty for all.</summary>
    public IReadOnlyList<string> AllowTools { get; set; } = [];

    /// <summary>The tools that may not, with stars.</summary>
    public IReadOnlyList<string> DenyTools { get; set; } = [];

    /// <summary>So many calls of tools of a session (of a key without one) within the rule's time are too many; null for no such bound.</summary>
    public int? ToolCalls { get; set; }

    /// <summary>Hosts that addresses may carry data to.</summary>
    public IReadOnlyList<string> AllowHosts { get; set; } = [];

    /// <summary>From so many bytes on, coded data is a lot.</summary>
    public int BulkBytes { get; set; } = 4096;

    /// <summary>So many deviations above its usual is unlike a caller.</summary>
    public double Deviations { get; set; } = 6;

    /// <summary>What is wrong with it, and in which member; null when nothing is.</summary>
    public static (string Name, string Sentence)? Fault(GuardDetails details) => details switch
    {
        { ToolCalls: < 1 } => ("tool_calls", "'tool_calls' takes 1 and more."),
        { BulkBytes: < 256 or > 1_048_576 } => ("bulk_bytes", "'bulk_bytes' takes 256 to 1048576."),
        { Deviations: < 2 or > 1000 } => ("deviations", "'deviations' takes 2 to 1000."),
        _ when !AreFine(details.AllowTools) => ("allow_tools", "'allow_tools' takes at most 200 names of 1 to 200 characters."),
        _ when !AreFine(details.DenyTools) => ("deny_tools", "'deny_tools' takes at most 200 names of 1 to 200 characters."),
        _ when !AreFine(details.AllowHosts) => ("allow_hosts", "'allow_hosts' takes at most 200 names of 1 to 200 characters."),
        _ => null,
    };

    private static bool AreFine(IReadOnlyList<string> names) => names.Count <= 200 && names.All(name => name.Length is > 0 and <= 200);

    /// <summary>Whether tools are listed.</summary>
    [JsonIgnore]
    public bool ListsTools => AllowTools.Count > 0 || DenyTools.Count > 0;
}
