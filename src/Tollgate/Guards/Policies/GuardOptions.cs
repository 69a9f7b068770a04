using System.ComponentModel.DataAnnotations;

namespace Tollgate.Guards.Policies;

/// <summary>Settings of the guards, under `guards:` in tollgate.yaml.</summary>
internal sealed record GuardOptions
{
    /// <summary>How far the guards go where no rule says otherwise.</summary>
    public GuardLevel Level { get; init; } = GuardLevel.Monitor;

    /// <summary>What becomes of a call that a guard could not judge.</summary>
    public GuardFailure OnFailure { get; init; } = GuardFailure.Allow;

    /// <summary>How long findings are kept.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long a quarantine lasts.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan QuarantineFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The rules of the file: for every organization, and no rule of an organization lowers what they enforce.</summary>
    public IReadOnlyList<GuardRule> Rules { get; init; } = [];
}
