using Tollgate.Guards.Scanning;
using Tollgate.Security;

namespace Tollgate.Guards.Policies;

/// <summary>Everything that holds for the calls of one key: a setting for each threat and source. Immutable and shared between calls.</summary>
internal sealed class GuardPolicy
{
    private static readonly int Threats = Enum.GetValues<GuardThreat>().Length;
    private static readonly int Sources = Enum.GetValues<Source>().Length;
    private readonly GuardSetting[] _settings = new GuardSetting[Threats * Sources];

    private GuardPolicy(GuardFailure onFailure) => OnFailure = onFailure;

    /// <summary>What becomes of a call that could not be judged.</summary>
    public GuardFailure OnFailure { get; }

    /// <summary>Whether anything is looked for.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Whether credentials or data about persons are looked for.</summary>
    public bool LooksForValues { get; private set; }

    /// <summary>Whether injection is looked for.</summary>
    public bool LooksForInjection { get; private set; }

    /// <summary>Whether what answers say is judged for injection, whoever says it: a rule warns of it or refuses it.</summary>
    public bool JudgesAnswers { get; private set; }

    /// <summary>
    /// In whose texts of an answer injection is looked for: in everybody's where a rule asks, else in what the provider's own tools brought,
    /// for that is written by strangers.
    /// </summary>
    public OrderScope OrdersIn(ReadOnlySpan<byte> answer)
    {
        if (!LooksForInjection)
        {
            return OrderScope.None;
        }

        return JudgesAnswers ? OrderScope.Everyone : AnswerNames.MayHoldData(answer) ? OrderScope.Data : OrderScope.None;
    }

    /// <summary>Whether something is enforced in answers: then nothing of one goes on before it was judged.</summary>
    public bool EnforcesAnswers { get; private set; }

    /// <summary>Whether something is enforced in texts of a source.</summary>
    public bool Enforces(Source source)
    {
        for (var threat = 0; threat < Threats; threat++)
        {
            if (_settings[(threat * Sources) + (int)source].Level == GuardLevel.Enforce)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What holds for a threat in texts of a source.</summary>
    public GuardSetting Of(GuardThreat threat, Source source) => _settings[((int)threat * Sources) + (int)source];

    /// <summary>
    /// The policy of rules in the order of their weight, the weightiest last. What the settings file enforces, no rule of an organization lowers.
    /// </summary>
    public static GuardPolicy Make(GuardOptions options, IEnumerable<GuardRule> rules)
    {
        var policy = new GuardPolicy(options.OnFailure);
        var byDefault = new GuardRule { Id = Guid.Empty, Name = "default", Level = options.Level, Origin = GuardOrigin.File };
        foreach (var rule in rules.Prepend(byDefault))
        {
            policy.Apply(rule);
        }

        policy.LooksForValues = policy.LooksFor(GuardThreat.CredentialExposure) || policy.LooksFor(GuardThreat.PiiExposure);
        policy.LooksForInjection = policy.LooksFor(GuardThreat.PromptInjection);
        foreach (var source in (Source[])[Source.Model, Source.Tool, Source.File])
        {
            policy.JudgesAnswers |= policy.Of(GuardThreat.PromptInjection, source).Level >= GuardLevel.Warn;
        }

        policy.EnforcesAnswers = policy.Enforces(Source.Model) || policy.Enforces(Source.Tool) || policy.Enforces(Source.File);
        policy.IsOn = policy.LooksForValues || policy.LooksForInjection;
        return policy;
    }

    private void Apply(GuardRule rule)
    {
        var setting = new GuardSetting(rule.Name, rule.Level, rule.Action, rule.MinSeverity, rule.MinConfidence) { Restores = rule.Restore, Loops = rule.Loops };
        for (var index = 0; index < _settings.Length; index++)
        {
            var concerns = (rule.Threats.Count == 0 || rule.Threats.Contains((GuardThreat)(index / Sources)))
                && (rule.Sources.Count == 0 || rule.Sources.Contains((Source)(index % Sources)));
            var lowers = rule.Origin == GuardOrigin.Database && _settings[index] is { Level: GuardLevel.Enforce, IsOfFile: true };
            if (concerns && !lowers)
            {
                _settings[index] = setting with { IsOfFile = rule.Origin == GuardOrigin.File };
            }
        }
    }

    private bool LooksFor(GuardThreat threat)
    {
        for (var source = 0; source < Sources; source++)
        {
            if (_settings[((int)threat * Sources) + source].Level != GuardLevel.Off)
            {
                return true;
            }
        }

        return false;
    }
}
