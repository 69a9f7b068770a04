using Tollgate.Core;

namespace Tollgate.Ledger.Records;

/// <summary>One call as the client saw it, refusals and cache hits included: one row of `request`.</summary>
internal record struct RequestRecord(CallIdentity Call)
{
    public DateTimeOffset EndedAt { get; set; }

    /// <summary>Time from the start of the call to the first byte for the client; null when there was none.</summary>
    public TimeSpan? FirstByte { get; set; }

    /// <summary>The HTTP status the client got.</summary>
    public int Status { get; set; }

    public CallResult Result { get; set; }

    public LineFlags Flags { get; set; }

    /// <summary>The provider of the last attempt, or the one that was chosen before a refusal.</summary>
    public string? Provider { get; set; }

    public string? Deployment { get; set; }

    public string? Model { get; set; }

    /// <summary>How many attempts were journalled as sent.</summary>
    public int Attempts { get; set; }

    /// <summary>What a cache hit did not cost.</summary>
    public Money Saved { get; set; }

    public Refusal? Refusal { get; set; }
}
