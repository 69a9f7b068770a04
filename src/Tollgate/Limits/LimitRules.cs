using Tollgate.Api;
using Tollgate.Callers;
using Tollgate.Core;

namespace Tollgate.Limits;

/// <summary>What a limit must be like to be accepted; each fault names its field.</summary>
internal static class LimitRules
{
    private const int LongestText = 200;

    /// <summary>The first fault; null when all is well.</summary>
    public static Refusal? Check(RateLimit limit)
    {
        if (limit.Limit <= 0)
        {
            return ApiReply.Invalid("limit", "'limit' must be above zero.");
        }

        if (limit.Unit == LimitUnit.Parallel != (limit.Per == LimitPer.Once))
        {
            return ApiReply.Invalid("per", "'per' is minute, hour or day; calls in flight (parallel) take none.");
        }

        return CheckTarget(limit) ?? CheckText(limit);
    }

    private static Refusal? CheckTarget(RateLimit limit)
    {
        var needsTarget = limit.Scope is not (LimitScope.Organization or LimitScope.Global);
        if (needsTarget != limit.Target.Length > 0)
        {
            return ApiReply.Invalid("target", needsTarget ? "'target' says which one of the scope is meant." : "This scope takes no 'target'.");
        }

        if (limit.Scope == LimitScope.Tag && !TagTargets.IsTarget(limit.Target))
        {
            return ApiReply.Invalid("target", TagTargets.Form);
        }

        return limit.Scope is LimitScope.Key or LimitScope.Team or LimitScope.Template && !Guid.TryParse(limit.Target, out _)
            ? ApiReply.Invalid("target", "'target' of a key, a team or a template is its id.")
            : null;
    }

    private static Refusal? CheckText(RateLimit limit)
    {
        if (limit.Name.Length is 0 or > LongestText || limit.Target.Length > LongestText || limit.Contact?.Length > LongestText)
        {
            return ApiReply.Invalid("name", "'name', 'target' and 'contact' take at most 200 characters, and a name at least one.");
        }

        return PlainText.IsName(limit.Name) && PlainText.IsOneLine(limit.Target) && PlainText.IsOneLine(limit.Contact)
            ? null
            : ApiReply.Invalid("name", "'name' must say something, and 'name', 'target' and 'contact' take no control characters.");
    }
}
