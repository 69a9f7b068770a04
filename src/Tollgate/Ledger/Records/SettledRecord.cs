using Tollgate.Core;

namespace Tollgate.Ledger.Records;

/// <summary>How an attempt ended and what it cost; journalled before the client sees the end.</summary>
internal record struct SettledRecord(CallIdentity Call, AttemptIdentity Attempt)
{
    public DateTimeOffset EndedAt { get; set; }

    /// <summary>Time from sending to the first byte of the answer; null when there was none.</summary>
    public TimeSpan? FirstByte { get; set; }

    /// <summary>The provider's HTTP status; 0 when there was none.</summary>
    public int Status { get; set; }

    public CallResult Result { get; set; }

    public LineFlags Flags { get; set; }

    /// <summary>The disjoint buckets, reported or estimated (see the flags).</summary>
    public TokenUsage Usage { get; set; }

    /// <summary>The rates used, as the price row prints them.</summary>
    public string? Rates { get; set; }

    /// <summary>What chose among the rates: served tier, context tier, region.</summary>
    public string? Terms { get; set; }

    /// <summary>The model as the provider's answer names it.</summary>
    public string? ServedModel { get; set; }

    /// <summary>The cost by the list; above <see cref="Cost"/> where the account has a discount.</summary>
    public Money ListCost { get; set; }

    public Money Cost { get; set; }

    /// <summary>What may be owed on top of <see cref="Cost"/>.</summary>
    public Money Uncertain { get; set; }

    /// <summary>The id of the object the provider made (a response, a conversation).</summary>
    public string? ObjectId { get; set; }

    /// <summary>What the answer made at the provider; it belongs to the caller's organization.</summary>
    public IReadOnlyList<OwnedObject> Made { get; set; } = [];

    /// <summary>The provider's own cost figure in dollars: a second opinion.</summary>
    public decimal? ProviderCost { get; set; }

    /// <summary>Whether a ledger line is due: not when no byte was sent (CONTRACT 7).</summary>
    public readonly bool HasLine => Result is not (CallResult.ConnectFailed or CallResult.Refused);
}
