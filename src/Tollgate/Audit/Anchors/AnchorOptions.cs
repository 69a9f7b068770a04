namespace Tollgate.Audit.Anchors;

/// <summary>Where the log's head is written down outside the database, and how.</summary>
internal sealed record AnchorOptions
{
    /// <summary>How often.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromDays(1);

    /// <summary>A file that lines are only appended to, best where the gateway's machine cannot change them afterwards; null: none.</summary>
    public string? File { get; init; }

    /// <summary>Where each anchor is posted; null: nowhere.</summary>
    public Uri? Url { get; init; }

    /// <summary>What the post is signed with; null: not signed.</summary>
    public string? Secret { get; init; }

    /// <summary>The file of the ECDSA P-256 key (PEM) that signs anchors; null: they are not signed.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Whether anchors go anywhere.</summary>
    public bool IsOn => File is not null || Url is not null;

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{File} {Url?.Authority}";
}
