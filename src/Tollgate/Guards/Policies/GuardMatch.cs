using Tollgate.Callers;

namespace Tollgate.Guards.Policies;

/// <summary>Whether a rule is for a caller. Only what the key itself says counts: a name that a client gives chooses no policy.</summary>
internal static class GuardMatch
{
    /// <summary>Whether it is.</summary>
    public static bool IsFor(GuardRule rule, Caller caller) =>
        (rule.OrganizationId == Guid.Empty || rule.OrganizationId == caller.OrganizationId) && rule.Scope switch
        {
            GuardScope.Key => Names(rule.Target, caller.KeyId, caller.KeyName),
            GuardScope.Agent => (caller.Kind == PrincipalKind.Agent && Names(rule.Target, caller.PrincipalId, caller.PrincipalName)) || rule.Target == caller.PinnedAgent,
            GuardScope.User => caller.Kind == PrincipalKind.User && Names(rule.Target, caller.PrincipalId, caller.PrincipalName),
            GuardScope.Team => Names(rule.Target, caller.TeamId, caller.TeamName),
            _ => rule.Target.Length == 0 || Names(rule.Target, caller.OrganizationId, caller.OrganizationName),
        };

    private static bool Names(string target, Guid id, string name) => target == name || (Guid.TryParse(target, out var named) && named == id);
}
