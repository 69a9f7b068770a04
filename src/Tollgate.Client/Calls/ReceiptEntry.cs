using Tollgate.Client.Costs;
using Tollgate.Core;

namespace Tollgate.Client.Calls;

/// <summary>A receipt as a line of a <see cref="CostBook"/>.</summary>
internal static class ReceiptEntry
{
    private const string NoSession = "(no session)";

    /// <summary>The line; null for a call that was refused and cost nothing.</summary>
    public static CostEntry? Of(CallReceipt receipt, CallTags tags, DateTimeOffset at) => receipt is { IsAnswered: false, AtMost: not { Nanos: > 0 } } ? null : new CostEntry
    {
        At = at,
        Session = tags.Session is { Length: > 0 } session ? session : NoSession,
        Provider = "",
        Model = receipt.Model is { Length: > 0 } model ? model : "(unknown)",
        Usage = receipt.Usage ?? Usage(receipt),
        Cost = receipt.Cost ?? receipt.CostMax ?? Money.Zero,
        Flags = Flags(receipt),
        RequestId = receipt.RequestId.ToString(),
    };

    /// <summary>What is not known for sure is counted at its most and says so; with no figure at all it says that too.</summary>
    private static LineFlags Flags(CallReceipt receipt) => receipt switch
    {
        { Cost: not null, Uncertain.Nanos: 0 } => LineFlags.None,
        { AtMost: not null } => LineFlags.Estimated,
        _ => LineFlags.Unpriced,
    };

    private static TokenUsage Usage(CallReceipt receipt)
    {
        var usage = new TokenUsage { [Unit.Input] = receipt.InputTokens ?? 0 };
        usage[Unit.Output] = receipt.OutputTokens ?? 0;
        return usage;
    }
}
