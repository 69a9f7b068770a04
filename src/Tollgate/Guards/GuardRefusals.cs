using Tollgate.Core;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Scanning;

namespace Tollgate.Guards;

/// <summary>The sentences of guards; what was found is never part of one.</summary>
internal static class GuardRefusals
{
    /// <summary>The step of the line that all of these name.</summary>
    public const string Step = "guard";

    /// <summary>The guards could not judge the call, and such calls are refused.</summary>
    public static Refusal Failed { get; } = new(RefusalCode.SecurityViolation, "The guards could not judge this call, and the policy refuses what they cannot judge.")
    {
        Step = Step, Help = "Report the request id to whoever runs the gateway.",
    };

    /// <summary>What was found ends the call.</summary>
    public static Refusal Found(GuardHit hit, GuardDirection direction)
    {
        var where = hit.Place.Path.Length == 0 ? "" : $" in {hit.Place.Path}";
        var what = direction == GuardDirection.Request ? "The request" : "The provider's answer";
        return new Refusal(RefusalCode.SecurityViolation, $"{what} holds what the policy '{hit.Setting.Rule}' refuses ({GuardWords.Word(hit.Threat)}): {hit.Finding.Rule.Name}{where}.")
        {
            Step = Step,
            Rule = hit.Finding.Rule.Id,
            Parameter = direction == GuardDirection.Request && hit.Place.Path.Length > 0 ? hit.Place.Path : null,
            Help = hit.Finding.Rule.Fix,
        };
    }

    /// <summary>A runaway agent is stopped.</summary>
    public static Refusal Loop(GuardHit hit, DateTimeOffset resetsAt) =>
        new(RefusalCode.SecurityViolation, $"The policy '{hit.Setting.Rule}' stops loops ({hit.Finding.Rule.Name}): {hit.Evidence}.")
        {
            Step = Step, Rule = hit.Finding.Rule.Id, ResetsAt = resetsAt, Help = hit.Finding.Rule.Fix,
        };

    /// <summary>What is unlike a caller's own past is stopped.</summary>
    public static Refusal Unlike(GuardHit hit, DateTimeOffset resetsAt) =>
        new(RefusalCode.SecurityViolation, $"The policy '{hit.Setting.Rule}' stops what is unlike this caller ({hit.Finding.Rule.Name}): {hit.Evidence}.")
        {
            Step = Step, Rule = hit.Finding.Rule.Id, ResetsAt = resetsAt, Help = hit.Finding.Rule.Fix,
        };

    /// <summary>The header's words: the action and what was found, each once.</summary>
    public static string Notice(GuardAction action, IReadOnlyList<GuardHit> hits) =>
        $"{GuardWords.Word(action)}; {string.Join(", ", hits.Where(hit => hit.Action >= GuardAction.Warn).Select(hit => $"{GuardWords.Word(hit.Threat)}/{hit.Finding.Rule.Id}").Distinct().Take(8))}";

    /// <summary>The hit that decides: the gravest action, then the gravest and surest finding.</summary>
    public static GuardHit Gravest(IReadOnlyList<GuardHit> hits)
    {
        var gravest = hits[0];
        foreach (var hit in hits)
        {
            if ((hit.Action, hit.Finding.Severity, hit.Finding.Confidence).CompareTo((gravest.Action, gravest.Finding.Severity, gravest.Finding.Confidence)) > 0)
            {
                gravest = hit;
            }
        }

        return gravest;
    }
}
