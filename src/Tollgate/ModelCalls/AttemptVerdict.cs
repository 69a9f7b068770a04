using Tollgate.Core;

namespace Tollgate.ModelCalls;

/// <summary>What an attempt leads to: the client has its answer, the call is refused, or another account is tried.</summary>
internal readonly record struct AttemptVerdict(Refusal? Refusal, bool Retries)
{
    /// <summary>The client has its answer.</summary>
    public static readonly AttemptVerdict Answered;

    /// <summary>Another account is tried.</summary>
    public static readonly AttemptVerdict Retry = new(null, true);

    /// <summary>The call is refused.</summary>
    public static AttemptVerdict Refuse(Refusal refusal) => new(refusal, false);
}
