using Tollgate.Guards.Loops;
using Tollgate.Security;

namespace Tollgate.Guards.Policies;

/// <summary>What holds for one threat in texts of one source.</summary>
/// <param name="Rule">The name of the rule that says so; `default` when none does.</param>
/// <param name="Level">How far the guards go.</param>
/// <param name="Action">What is done when they enforce.</param>
/// <param name="MinSeverity">Findings below this are only recorded.</param>
/// <param name="MinConfidence">Findings that are less sure are only recorded.</param>
internal sealed record GuardSetting(string Rule, GuardLevel Level, GuardAction Action, Severity MinSeverity, double MinConfidence)
{
    /// <summary>Whether the settings file says so.</summary>
    public bool IsOfFile { get; init; }

    /// <summary>Whether what was taken out of a request is put back where its name comes in the answer.</summary>
    public bool Restores { get; init; }

    /// <summary>From when on calls are a loop.</summary>
    public LoopBounds Loops { get; init; } = LoopBounds.Usual;

    /// <summary>What is particular to single threats.</summary>
    public GuardDetails Details { get; init; } = GuardDetails.Usual;

    /// <summary>What is done about a finding.</summary>
    public GuardAction ActionOn(in Finding finding)
    {
        if (finding.Severity < MinSeverity || finding.Confidence < MinConfidence)
        {
            return GuardAction.Log;
        }

        return Level switch
        {
            GuardLevel.Enforce => Action,
            GuardLevel.Warn => GuardAction.Warn,
            _ => GuardAction.Log,
        };
    }
}
