namespace Tollgate.Callers.Keys;

/// <summary>Which keys of an organization to list.</summary>
/// <param name="Principal">Only those of this holder.</param>
/// <param name="Team">Only those of this team.</param>
/// <param name="Name">Only the one of this name.</param>
/// <param name="IncludesEnded">Revoked and expired ones too.</param>
internal sealed record KeyFilter(Guid? Principal = null, Guid? Team = null, string? Name = null, bool IncludesEnded = false)
{
    /// <summary>Only those that members made within templates.</summary>
    public bool IsMinted { get; init; }
}
