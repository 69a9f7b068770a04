using Tollgate.Callers;
using Tollgate.Guards.Custom;
using Tollgate.Guards.External;
using Tollgate.Guards.Scanning;
using Tollgate.Security;
using Tollgate.Security.Leaks;
using Tollgate.Security.Tools;

namespace Tollgate.Guards.Policies;

/// <summary>Everything that holds for the calls of one key: a setting for each threat and source. Immutable and shared between calls.</summary>
internal sealed class GuardPolicy
{
    private static readonly int Threats = Enum.GetValues<GuardThreat>().Length;
    private static readonly int Sources = Enum.GetValues<Source>().Length;
    private static readonly ToolAbuseDetector ToolAbuse = new();
    private static readonly GuardSetting Nothing = new("none", GuardLevel.Off, GuardAction.Log, Severity.Critical, 1);
    private readonly GuardSetting[] _settings = new GuardSetting[Threats * Sources];
    private CustomBook? _customs;
    private Caller? _caller;

    private GuardPolicy(GuardFailure onFailure) => OnFailure = onFailure;

    /// <summary>What becomes of a call that could not be judged.</summary>
    public GuardFailure OnFailure { get; }

    /// <summary>Whether anything is looked for.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Whether credentials or data about persons are looked for.</summary>
    public bool LooksForValues { get; private set; }

    /// <summary>Whether injection is looked for.</summary>
    public bool LooksForInjection { get; private set; }

    /// <summary>Whether data on its way out is looked for.</summary>
    public bool LooksForLeaks { get; private set; }

    /// <summary>What the organization has its guards look for everywhere.</summary>
    public TextDetector[] Own { get; private set; } = [];

    /// <summary>Whom calls are shown to.</summary>
    public ExternalEntry[] Externals { get; private set; } = [];

    /// <summary>What looks through the words of models.</summary>
    public TextDetector[] OfWords { get; private set; } = [];

    /// <summary>What looks through the arguments of calls.</summary>
    public TextDetector[] OfArguments { get; private set; } = [];

    /// <summary>What looks through the words of models where they come in pieces.</summary>
    public TextDetector[] OfStreamedWords { get; private set; } = [];

    /// <summary>What looks through the arguments of calls where they come in pieces.</summary>
    public TextDetector[] OfStreamedArguments { get; private set; } = [];

    /// <summary>Whether abuse of tools is looked for.</summary>
    public bool LooksForTools { get; private set; }

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

    /// <summary>What holds for a finding: an owner's own rule may say so itself, and may be about other texts and callers.</summary>
    public GuardSetting Of(GuardThreat threat, Source source, Rule rule)
    {
        if (threat != GuardThreat.CustomRule || _customs is null)
        {
            return Of(threat, source);
        }

        return _customs.Entries.TryGetValue(rule.Id, out var entry) && entry.IsFor(source) && entry.IsFor(_caller!) ? entry.Setting ?? Of(threat, source) : Nothing;
    }

    /// <summary>Takes out what owners' rules found in calls of models that they are not about.</summary>
    public void Drop(List<GuardHit>? hits, string model)
    {
        for (var number = (hits?.Count ?? 0) - 1; number >= 0; number--)
        {
            if (IsForOthers(hits![number].Threat, hits[number].Finding.Rule, model))
            {
                hits.RemoveAt(number);
            }
        }
    }

    /// <summary>Whether an owner's rule is about calls of other models.</summary>
    public bool IsForOthers(GuardThreat threat, Rule rule, string model) =>
        threat == GuardThreat.CustomRule && _customs is not null && _customs.Entries.TryGetValue(rule.Id, out var entry) && !entry.IsForModel(model);

    /// <summary>What holds for a threat in texts of a source.</summary>
    public GuardSetting Of(GuardThreat threat, Source source) => _settings[((int)threat * Sources) + (int)source];

    /// <summary>
    /// The policy of rules in the order of their weight, the weightiest last. What the settings file enforces, no rule of an organization lowers.
    /// </summary>
    public static GuardPolicy Make(GuardOptions options, OwnBook own, Caller? caller, IEnumerable<GuardRule> rules)
    {
        var policy = new GuardPolicy(options.OnFailure);
        var byDefault = new GuardRule { Id = Guid.Empty, Name = "default", Level = options.Level, Origin = GuardOrigin.File };
        foreach (var rule in rules.Prepend(byDefault))
        {
            policy.Apply(rule);
        }

        policy.Judge();
        policy.LooksForTools = policy.LooksFor(GuardThreat.ToolAbuse);
        policy.LooksForLeaks = policy.LooksFor(GuardThreat.Exfiltration);
        var leaks = policy.Of(GuardThreat.Exfiltration, Source.Model).Details;
        policy.OfWords = policy.LooksForLeaks ? [new LeakDetector(new HostList(leaks.AllowHosts), leaks.BulkBytes)] : [];
        policy.OfArguments = policy.LooksForTools ? [ToolAbuse, .. policy.OfWords] : policy.OfWords;
        policy.Take(own, caller);
        policy.OfStreamedWords = [.. policy.Own, .. policy.OfWords];
        policy.OfStreamedArguments = [.. policy.Own, .. policy.OfArguments];
        policy.LooksForValues |= policy.Own.Length > 0;
        policy.IsOn = policy.LooksForValues || policy.LooksForInjection || policy.LooksForTools || policy.LooksForLeaks;
        return policy;
    }

    private void Judge()
    {
        LooksForValues = LooksFor(GuardThreat.CredentialExposure) || LooksFor(GuardThreat.PiiExposure);
        LooksForInjection = LooksFor(GuardThreat.PromptInjection);
        foreach (var source in (Source[])[Source.Model, Source.Tool, Source.File])
        {
            JudgesAnswers |= Of(GuardThreat.PromptInjection, source).Level >= GuardLevel.Warn;
            EnforcesAnswers |= Enforces(source);
        }
    }

    private void Take(OwnBook own, Caller? caller)
    {
        if (caller is null)
        {
            return;
        }

        (_caller, _customs) = (caller, own.Customs.GetValueOrDefault(caller.OrganizationId));
        Own = own.Of(caller.OrganizationId, this);
        Externals = own.Asked(caller.OrganizationId, this);
        EnforcesAnswers |= _customs is not null && _customs.Entries.Values.Any(entry => entry is { Setting.Level: GuardLevel.Enforce } && entry.IsFor(caller));
    }

    private void Apply(GuardRule rule)
    {
        var setting = new GuardSetting(rule.Name, rule.Level, rule.Action, rule.MinSeverity, rule.MinConfidence) { Restores = rule.Restore, Loops = rule.Loops, Details = rule.Details };
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

    /// <summary>Whether a threat is looked for in anybody's texts.</summary>
    public bool LooksFor(GuardThreat threat)
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
