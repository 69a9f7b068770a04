namespace Tollgate.Ledger.Queries;

/// <summary>
/// Something calls can be grouped by. Where the attempts of one call can differ (provider, model, deployment), money is counted where it was
/// spent, and the call where it ended.
/// </summary>
/// <param name="Name">Its name in `group_by`.</param>
/// <param name="OfCall">Its value for a row of `request r`.</param>
/// <param name="Label">A readable name for the value, where the value is an id; an SQL expression.</param>
/// <param name="OfLine">Its value for a row of `ledger_line l`, where that can differ.</param>
internal sealed record Dimension(string Name, string OfCall, string? Label = null, string? OfLine = null)
{
    /// <summary>Prefix of a dimension that is a tag: "tag:project".</summary>
    public const string TagPrefix = "tag:";

    /// <summary>All but tags, in alphabetical order.</summary>
    public static readonly Dimension[] All =
    [
        new("agent", "r.agent"),
        new("day", "r.started_at / 86400000000"),
        new("deployment", "r.deployment", OfLine: "l.deployment"),
        new("hour", "r.started_at / 3600000000"),
        new("key", "r.key_id", "max(r.key_name)"),
        new("model", "coalesce(r.model, r.model_asked)", OfLine: "l.model"),
        new("organization", "r.organization_id"),
        new("principal", "r.principal_id", "max(r.principal_name)"),
        new("provider", "r.provider", OfLine: "l.provider"),
        new("result", "r.result"),
        new("route", "r.route"),
        new("session", "r.session"),
        new("status", "r.status"),
        new("team", "r.team_id", "max(r.team_name)"),
        new("user", "r.user_hash"),
    ];

    /// <summary>The tag's name; null when the dimension is not a tag.</summary>
    public string? Tag => Name.StartsWith(TagPrefix, StringComparison.Ordinal) ? Name[TagPrefix.Length..] : null;

    /// <summary>Finds a dimension by its name; the place (0 or 1) tells two tags apart.</summary>
    public static Dimension? Find(string name, int place)
    {
        if (name.StartsWith(TagPrefix, StringComparison.Ordinal) && name.Length > TagPrefix.Length)
        {
            return new Dimension(name, place == 0 ? "t0.value" : "t1.value");
        }

        return Array.Find(All, dimension => dimension.Name == name);
    }
}
