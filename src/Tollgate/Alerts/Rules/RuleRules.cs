using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Alerts.Rules;

/// <summary>What a rule must be like to be accepted; each fault names its field.</summary>
internal static class RuleRules
{
    private const int LongestText = 200;
    private const decimal MostTimes = 1000m;
    private const decimal MostPercent = 100m;

    private static readonly TimeSpan ShortestOver = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestOver = TimeSpan.FromDays(7);
    private static readonly TimeSpan LongestCoolDown = TimeSpan.FromDays(7);

    /// <summary>The first fault; null when all is well.</summary>
    public static Refusal? Check(AlertRule rule) => CheckText(rule) ?? CheckKind(rule) ?? CheckTimes(rule);

    private static Refusal? CheckText(AlertRule rule) =>
        rule.Name.Length is 0 or > LongestText || rule.Target.Length > LongestText ? ApiReply.Invalid("name", "'name' and 'target' take at most 200 characters, and a name at least one.") : null;

    private static Refusal? CheckKind(AlertRule rule)
    {
        var isFine = rule.Kind switch
        {
            AlertKind.CostSpike => rule.Threshold is > 1m and <= MostTimes,
            AlertKind.ErrorRate => rule.Threshold is > 0m and <= MostPercent,
            AlertKind.AgentInactive => rule.Threshold == 0m,
            _ => false,
        };
        if (isFine)
        {
            return rule.Kind == AlertKind.AgentInactive && rule.Each != RuleEach.Agent ? ApiReply.Invalid("each", "A rule of kind agent_inactive looks at each agent.") : null;
        }

        return rule.Kind switch
        {
            AlertKind.CostSpike => ApiReply.Invalid("threshold", "'threshold' of cost_spike says how many times the usual spend: above 1, at most 1000."),
            AlertKind.ErrorRate => ApiReply.Invalid("threshold", "'threshold' of error_rate is a percentage above 0, at most 100."),
            AlertKind.AgentInactive => ApiReply.Invalid("threshold", "A rule of kind agent_inactive has no 'threshold': 'over_minutes' says how long."),
            _ => ApiReply.Invalid("kind", "A rule is of kind cost_spike, error_rate or agent_inactive; budgets have their own thresholds."),
        };
    }

    private static Refusal? CheckTimes(AlertRule rule)
    {
        if (rule.Over < ShortestOver || rule.Over > LongestOver)
        {
            return ApiReply.Invalid("over_minutes", "'over_minutes' takes 1 to 10080 (a week).");
        }

        if (rule.CoolDown < TimeSpan.Zero || rule.CoolDown > LongestCoolDown)
        {
            return ApiReply.Invalid("cool_down_minutes", "'cool_down_minutes' takes 0 to 10080 (a week).");
        }

        return rule.LeastCalls < 1 || rule.LeastCost < Money.Zero ? ApiReply.Invalid("least_calls", "'least_calls' is at least 1, 'least_usd' at least 0.") : null;
    }
}
