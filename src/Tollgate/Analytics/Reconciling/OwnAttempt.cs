using Tollgate.Core;

namespace Tollgate.Analytics.Reconciling;

/// <summary>What stands in the ledger for an attempt: the sums over its lines, and its usage.</summary>
internal sealed class OwnAttempt(Guid organizationId, Guid requestId, int number, string model, DateTimeOffset sentAt)
{
    private const LineFlags Unsure = LineFlags.Estimated | LineFlags.AssumedPrice | LineFlags.Unpriced | LineFlags.Deferred;

    /// <summary>Whose call it was.</summary>
    public Guid OrganizationId => organizationId;

    /// <summary>The call.</summary>
    public Guid RequestId => requestId;

    /// <summary>Its number within the call.</summary>
    public int Number => number;

    /// <summary>The model that served.</summary>
    public string Model => model;

    /// <summary>When it was sent.</summary>
    public DateTimeOffset SentAt => sentAt;

    /// <summary>Owed.</summary>
    public Money Cost { get; set; }

    /// <summary>May be owed on top.</summary>
    public Money Uncertain { get; set; }

    /// <summary>What was reserved.</summary>
    public Money Bound { get; set; }

    /// <summary>What is unusual about it.</summary>
    public LineFlags Flags { get; set; }

    /// <summary>Whether proof came already.</summary>
    public bool IsCorrected { get; set; }

    /// <summary>What was used.</summary>
    public TokenUsage Usage { get; set; }

    /// <summary>Whether what it cost is not known for sure.</summary>
    public bool IsOpen => !IsCorrected && (Uncertain != Money.Zero || (Flags & Unsure) != 0);

    /// <summary>Whether its usage is the provider's own report; what is known otherwise, by later proof too, is only the cost.</summary>
    public bool IsReported { get; set; }

    /// <summary>The most that it can have cost.</summary>
    public Money Most => (Flags & (LineFlags.Unpriced | LineFlags.Deferred)) != 0 ? Money.Max(Bound, Cost + Uncertain) : Cost + Uncertain;
}
