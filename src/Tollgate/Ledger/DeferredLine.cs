using Tollgate.Core;

namespace Tollgate.Ledger;

/// <summary>An attempt whose bill comes after its answer.</summary>
/// <param name="RequestId">The call.</param>
/// <param name="Attempt">Its number within the call.</param>
/// <param name="Model">What it is priced by.</param>
/// <param name="SentAt">When it was sent: the prices of then hold.</param>
/// <param name="Cost">What was charged for it so far.</param>
internal sealed record DeferredLine(Guid RequestId, int Attempt, string Model, DateTimeOffset SentAt, Money Cost);
