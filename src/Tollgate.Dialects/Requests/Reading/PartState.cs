using Tollgate.Core;

namespace Tollgate.Dialects.Requests.Reading;

/// <summary>What one part has shown while its members were read; its type may come last.</summary>
internal struct PartState
{
    /// <summary>Where it stands.</summary>
    public PartPlace Place;

    /// <summary>`type`.</summary>
    public Slice Type;

    /// <summary>`source.type`.</summary>
    public Slice SourceType;

    /// <summary>`id`.</summary>
    public Slice Id;

    /// <summary>`file_id`: a reference in media; a label in the record of an earlier call.</summary>
    public Slice FileId;

    /// <summary>`url` of the part itself; a label in most parts, a reference in an image.</summary>
    public Slice Url;

    /// <summary>Base64 held inline.</summary>
    public Slice Payload;

    /// <summary>`result`: base64 of an image that the provider made.</summary>
    public Slice Result;

    /// <summary>Whether it has a role: a message.</summary>
    public bool HasRole;

    /// <summary>Whether the encrypted content is here.</summary>
    public bool HasEncrypted;
}
