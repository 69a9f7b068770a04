namespace Tollgate.Analytics.Rollups;

/// <summary>What usage is kept by: the columns of `usage_group`, in their order there.</summary>
internal enum GroupColumn : byte
{
    /// <summary>The organization's id.</summary>
    Organization,
    /// <summary>The team's id.</summary>
    Team,
    /// <summary>The team's name when the call was made.</summary>
    TeamName,
    /// <summary>The id of the user or agent behind the key.</summary>
    Principal,
    /// <summary>Its name.</summary>
    PrincipalName,
    /// <summary>The key's id.</summary>
    Key,
    /// <summary>Its name.</summary>
    KeyName,
    /// <summary>The agent that the call named.</summary>
    Agent,
    /// <summary>The session.</summary>
    Session,
    /// <summary>The provider; for money the one that was paid, for calls the one where the call ended.</summary>
    Provider,
    /// <summary>The model, alike; the one asked for where none was served.</summary>
    Model,
    /// <summary>The provider's account, alike.</summary>
    Deployment,
    /// <summary>The route.</summary>
    Route,
    /// <summary>The HTTP status that the client got.</summary>
    Status,
    /// <summary>How the call ended.</summary>
    Result,
    /// <summary>All tags, as the JSON of `request.tags`.</summary>
    Tags,
}
