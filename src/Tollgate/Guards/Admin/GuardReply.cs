using Tollgate.Core;
using Tollgate.Guards.Policies;
using Tollgate.Security;

namespace Tollgate.Guards.Admin;

/// <summary>A rule as the admin API shows it.</summary>
internal sealed record GuardReply(
    Guid Id, string Name, GuardScope Scope, string? Target, IReadOnlyList<GuardThreat> Threats, IReadOnlyList<Source> Sources, GuardLevel Level, GuardAction Action,
    bool Restore, Severity MinSeverity, double MinConfidence, int SameCalls, int Errors, Money? Spend, int WithinSeconds, GuardDetails Details, GuardOrigin Origin)
{
    /// <summary>The JSON form of a rule.</summary>
    public static GuardReply Of(GuardRule rule) => new(
        rule.Id, rule.Name, rule.Scope, rule.Target.Length == 0 ? null : rule.Target, rule.Threats, rule.Sources, rule.Level, rule.Action, rule.Restore, rule.MinSeverity, rule.MinConfidence,
        rule.Loops.SameCalls, rule.Loops.Errors, rule.Loops.Spend, (int)rule.Loops.Within.TotalSeconds, rule.Details, rule.Origin);
}
