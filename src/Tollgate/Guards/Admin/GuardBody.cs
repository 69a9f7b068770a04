using Tollgate.Api;
using Tollgate.Core;
using Tollgate.Guards.Loops;
using Tollgate.Guards.Policies;
using Tollgate.Security;

namespace Tollgate.Guards.Admin;

/// <summary>The body of POST and PATCH /api/guards; what is left out takes its default, or stays as it is.</summary>
internal sealed record GuardBody
{
    private const int LongestText = 200;

    /// <summary>Its name; needed for a new one, and stays.</summary>
    public string? Name { get; init; }

    /// <summary>Whose calls it is for; organization when left out. It stays.</summary>
    public GuardScope? Scope { get; init; }

    /// <summary>Which one of the scope: a name or an id. It stays.</summary>
    public string? Target { get; init; }

    /// <summary>The threats; empty for all.</summary>
    public IReadOnlyList<GuardThreat>? Threats { get; init; }

    /// <summary>Whose texts; empty for all.</summary>
    public IReadOnlyList<Source>? Sources { get; init; }

    /// <summary>How far the guards go; monitor when left out.</summary>
    public GuardLevel? Level { get; init; }

    /// <summary>What is done when they enforce; block when left out.</summary>
    public GuardAction? Action { get; init; }

    /// <summary>Whether what is redacted in a request is put back where its name comes in the answer; false when left out.</summary>
    public bool? Restore { get; init; }

    /// <summary>Findings below this are only recorded; high when left out.</summary>
    public Severity? MinSeverity { get; init; }

    /// <summary>Findings that are less sure are only recorded; 0.8 when left out.</summary>
    public double? MinConfidence { get; init; }

    /// <summary>So many identical calls within the time are a loop; 5 when left out.</summary>
    public int? SameCalls { get; init; }

    /// <summary>So many failed calls in a row within the time are a loop; 25 when left out.</summary>
    public int? Errors { get; init; }

    /// <summary>More than this within the time is a loop; no such bound when left out.</summary>
    public Money? Spend { get; init; }

    /// <summary>The time, in seconds; 60 when left out.</summary>
    public int? WithinSeconds { get; init; }

    /// <summary>Tools that may be offered and called, with stars; all when left out.</summary>
    public IReadOnlyList<string>? AllowTools { get; init; }

    /// <summary>Tools that may not, with stars.</summary>
    public IReadOnlyList<string>? DenyTools { get; init; }

    /// <summary>So many calls of tools within the time are too many; no such bound when left out.</summary>
    public int? ToolCalls { get; init; }

    /// <summary>Hosts that addresses may carry data to.</summary>
    public IReadOnlyList<string>? AllowHosts { get; init; }

    /// <summary>From so many bytes on, coded data is a lot; 4096 when left out.</summary>
    public int? BulkBytes { get; init; }

    /// <summary>So many deviations above its usual is unlike a caller; 6 when left out.</summary>
    public double? Deviations { get; init; }

    /// <summary>The rule this body asks for; a change keeps name, scope and target.</summary>
    public Outcome<GuardRule> Apply(GuardRule rule)
    {
        if (rule.Name.Length is 0 or > LongestText || string.IsNullOrWhiteSpace(rule.Name) || rule.Name.AsSpan().ContainsAnyInRange('\0', '\u001F') || rule.Target.Length > LongestText)
        {
            return ApiReply.Invalid("name", "'name' and 'target' take at most 200 characters, and a name at least one that can be seen.");
        }

        if ((rule.Scope == GuardScope.Organization) != (rule.Target.Length == 0))
        {
            return ApiReply.Invalid("target", rule.Target.Length == 0 ? "'target' says which one of the scope is meant." : "This scope takes no 'target'.");
        }

        return MinConfidence is < 0 or > 1 ? ApiReply.Invalid("min_confidence", "'min_confidence' takes a number from 0 to 1.") : ApplyBounds(rule);
    }

    private Outcome<GuardRule> ApplyBounds(GuardRule rule)
    {
        var details = DetailsOf(rule.Details);
        if (GuardDetails.Fault(details) is { } fault)
        {
            return ApiReply.Invalid(fault.Name, fault.Sentence);
        }

        return LoopsOf(rule) is { } loops
            ? Apply(rule with { Details = details }, loops)
            : ApiReply.Invalid("same_calls", "'same_calls' and 'errors' take 2 and more, 'within_seconds' 1 to 86400, 'spend' more than nothing.");
    }

    private GuardDetails DetailsOf(GuardDetails now) => now with
    {
        AllowTools = AllowTools ?? now.AllowTools,
        DenyTools = DenyTools ?? now.DenyTools,
        ToolCalls = ToolCalls ?? now.ToolCalls,
        AllowHosts = AllowHosts ?? now.AllowHosts,
        BulkBytes = BulkBytes ?? now.BulkBytes,
        Deviations = Deviations ?? now.Deviations,
    };

    private LoopBounds? LoopsOf(GuardRule rule)
    {
        if (SameCalls is < 2 || Errors is < 2 || WithinSeconds is < 1 or > 86_400 || Spend is { Nanos: <= 0 })
        {
            return null;
        }

        var within = WithinSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : rule.Loops.Within;
        return new LoopBounds(SameCalls ?? rule.Loops.SameCalls, Errors ?? rule.Loops.Errors, Spend ?? rule.Loops.Spend, within);
    }

    private GuardRule Apply(GuardRule rule, LoopBounds loops) => rule with
    {
        Loops = loops,
        Threats = Threats ?? rule.Threats,
        Sources = Sources ?? rule.Sources,
        Level = Level ?? rule.Level,
        Action = Action ?? rule.Action,
        Restore = Restore ?? rule.Restore,
        MinSeverity = MinSeverity ?? rule.MinSeverity,
        MinConfidence = MinConfidence ?? rule.MinConfidence,
    };
}
