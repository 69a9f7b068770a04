using Tollgate.Core;

namespace Tollgate.Ledger.Records;

/// <summary>One provider call as it was sent: made once per attempt and shared by its `sent` and `settled` records.</summary>
internal sealed class AttemptIdentity
{
    /// <summary>1 for the first attempt of the call.</summary>
    public int Number { get; set; }

    public AttemptPurpose Purpose { get; set; }

    public string Provider { get; set; } = "";

    public string Deployment { get; set; } = "";

    /// <summary>The model as the catalogue names it.</summary>
    public string Model { get; set; } = "";

    public string? CatalogVersion { get; set; }

    public DateTimeOffset SentAt { get; set; }

    /// <summary>The true upper bound of the cost: what was reserved.</summary>
    public Money Bound { get; set; }

    /// <summary>The budget windows that hold the reserve.</summary>
    public ReadOnlyMemory<Guid> Windows { get; set; }

    /// <summary>The output limit the client asked for; 0 for none.</summary>
    public long OutputLimitAsked { get; set; }

    /// <summary>The output limit that went upstream; smaller than asked when clamped.</summary>
    public long OutputLimitSent { get; set; }

    /// <summary>What is known of its line before it is sent, so that a line whose end was never recorded says it too: notional, clamped, untagged.</summary>
    public LineFlags Flags { get; set; }
}
