using Tollgate.Core;
using Tollgate.Ledger.Records;

namespace Tollgate.Tests.Analytics;

/// <summary>A call with its lines, as a test remembers it.</summary>
internal sealed record RandomCall(CallIdentity Call, RequestRecord Request)
{
    public List<RandomLine> Lines { get; } = [];

    public bool IsRefused => Request.Refusal is not null;

    public bool IsFailed => Request.Result is CallResult.UpstreamError or CallResult.ConnectFailed or CallResult.TimedOut or CallResult.Broken;
}
