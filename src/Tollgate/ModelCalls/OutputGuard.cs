using Tollgate.Dialects.Replies;

namespace Tollgate.ModelCalls;

/// <summary>When a stream has given more than the reserve pays for: then it is cut (CONTRACT 6: a second guard, for the provider holds the limit).</summary>
/// <param name="Tokens">The most output tokens that the provider may report.</param>
/// <param name="Bytes">The most bytes of output that those tokens can be.</param>
internal readonly record struct OutputGuard(long Tokens, long Bytes)
{
    /// <summary>No limit was sent, or no hard budget asks.</summary>
    public static readonly OutputGuard None = new(long.MaxValue, long.MaxValue);

    /// <summary>Whether the stream is past it: by what was seen, or by the provider's own running figure.</summary>
    public bool IsPassed(ReplyMeter meter) =>
        meter.OutputBytes > Bytes || (Tokens != long.MaxValue && meter.HasUsage && !meter.IsComplete && meter.Usage.TotalOutput > Tokens);
}
