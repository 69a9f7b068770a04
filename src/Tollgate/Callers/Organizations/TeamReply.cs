namespace Tollgate.Callers.Organizations;

/// <summary>A team in JSON.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="RequiredTags">Tags that its calls must bear; absent when there are none.</param>
/// <param name="OnMissingTags">refuse or flag; absent when no tag is required.</param>
internal sealed record TeamReply(Guid Id, string Name, DateTimeOffset CreatedAt, IReadOnlyList<string>? RequiredTags, string? OnMissingTags)
{
    /// <summary>The JSON form of a team.</summary>
    public static TeamReply Of(Team team) => team.RequiredTags.Count == 0
        ? new(team.Id, team.Name, team.CreatedAt, null, null)
        : new(team.Id, team.Name, team.CreatedAt, team.RequiredTags, team.RefusesUntagged ? "refuse" : "flag");
}
