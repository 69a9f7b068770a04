using Tollgate.Callers;

namespace Tollgate.Limits;

/// <summary>Whether a limit counts a call, and in whose counter.</summary>
internal static class LimitMatch
{
    private const string Shared = "";

    /// <summary>The subject of the counter that counts the call; null when the limit does not count it.</summary>
    public static string? Subject(RateLimit limit, in LimitSubject call) => Counts(limit, call) ? Share(limit.Each, call) : null;

    private static bool Counts(RateLimit limit, in LimitSubject call) => limit.Scope switch
    {
        LimitScope.Key => IsId(limit.Target, call.KeyId),
        LimitScope.Agent => limit.Target == call.Agent || IsId(limit.Target, call.AgentId) || (call.IsAgent && IsPrincipal(limit.Target, call)),
        LimitScope.User => limit.Target == call.User || (!call.IsAgent && IsPrincipal(limit.Target, call)),
        LimitScope.Template => IsId(limit.Target, call.TemplateId),
        LimitScope.Team => IsId(limit.Target, call.TeamId),
        LimitScope.Model => IsModel(limit.Target, call.Model),
        LimitScope.Provider => limit.Target == call.Provider,
        LimitScope.Tag => TagTargets.Holds(call.TagMarks, limit.Target),
        _ => true,
    };

    /// <summary>The principal that owns the key comes before a name the client gives: an invented name opens no fresh counter for it.</summary>
    private static string? Share(LimitEach each, in LimitSubject call) => each switch
    {
        LimitEach.User => call.IsAgent ? call.User : call.PrincipalId.ToString(),
        LimitEach.Agent => call.IsAgent ? call.PrincipalId.ToString() : call.Agent,
        LimitEach.Key => call.KeyId.ToString(),
        LimitEach.Holder => call.PrincipalId.ToString(),
        LimitEach.Session => call.Session,
        _ => Shared,
    };

    private static bool IsId(string target, Guid? id) => id is not null && Guid.TryParse(target, out var parsed) && parsed == id;

    private static bool IsPrincipal(string target, in LimitSubject call) => target == call.PrincipalName || IsId(target, call.PrincipalId);

    private static bool IsModel(string target, string model) =>
        target.EndsWith('*') ? model.StartsWith(target.AsSpan(0, target.Length - 1), StringComparison.Ordinal) : target == model;
}
