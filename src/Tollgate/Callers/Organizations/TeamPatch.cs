using Tollgate.Api;
using Tollgate.Callers.Attributions;
using Tollgate.Core;

namespace Tollgate.Callers.Organizations;

/// <summary>What is to change about a team; what is left out stays.</summary>
internal sealed record TeamPatch
{
    /// <summary>Another name.</summary>
    public string? Name { get; init; }

    /// <summary>Tags that its calls must bear; an empty list requires none.</summary>
    public string[]? RequiredTags { get; init; }

    /// <summary>What happens to a call without one of them: refuse or flag.</summary>
    public string? OnMissingTags { get; init; }

    /// <summary>The first fault; null when there is none.</summary>
    public Refusal? Check()
    {
        if (Name is not null && Names.Check("name", Name) is { } wrong)
        {
            return wrong;
        }

        if (OnMissingTags is not (null or "refuse" or "flag"))
        {
            return ApiReply.Invalid("on_missing_tags", "'on_missing_tags' takes refuse or flag.");
        }

        return RequiredTags is { } tags && (tags.Length > Tags.Most || tags.Any(tag => !Tags.IsAllowed(tag, "")))
            ? ApiReply.Invalid("required_tags", $"'required_tags' takes at most {Tags.Most} names out of letters, digits and {Tags.Marks}")
            : null;
    }

    /// <summary>The team with the changes.</summary>
    public Team Apply(Team team) => team with
    {
        Name = Name ?? team.Name,
        RequiredTags = RequiredTags ?? team.RequiredTags,
        RefusesUntagged = OnMissingTags is null ? team.RefusesUntagged : OnMissingTags == "refuse",
    };
}
