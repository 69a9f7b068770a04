namespace Tollgate.Callers.Organizations;

/// <summary>A team in JSON.</summary>
internal sealed record TeamReply(Guid Id, string Name, DateTimeOffset CreatedAt)
{
    /// <summary>The JSON form of a team.</summary>
    public static TeamReply Of(Team team) => new(team.Id, team.Name, team.CreatedAt);
}
