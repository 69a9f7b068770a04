using Tollgate.Callers;
using Tollgate.Core;
using Tollgate.Ledger.Records;

namespace Tollgate.ModelCalls;

/// <summary>What a call leaves behind: its identity, filled in as the steps learn it, and its one row at the end.</summary>
internal sealed class CallTrail
{
    private readonly TimeProvider _time;
    private readonly long _start;
    private RequestRecord _row;
    private LineFlags _notional;

    public CallTrail(TimeProvider time, LineRoute route)
    {
        _time = time;
        _start = time.GetTimestamp();
        Call = new CallIdentity
        {
            RequestId = Ids.New(time),
            Surface = route.Surface,
            Dialect = route.Dialect,
            Route = route.Name,
            StartedAt = time.GetUtcNow(),
            ModelAsked = route.Model,
        };
        _row = new RequestRecord(Call);
    }

    /// <summary>Who and what for.</summary>
    public CallIdentity Call { get; }

    /// <summary>Whether the row was written: a call leaves exactly one.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Since the call came in.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>Since the call came in, to the first byte for the client.</summary>
    public TimeSpan? FirstByte { get; set; }

    /// <summary>Attempts journalled as sent.</summary>
    public int Attempts { get; set; }

    /// <summary>Step 1 learnt who calls.</summary>
    public void Note(Caller caller)
    {
        Call.OrganizationId = caller.OrganizationId;
        Call.TeamId = caller.TeamId;
        Call.TeamName = caller.TeamName;
        Call.PrincipalId = caller.PrincipalId;
        Call.PrincipalName = caller.PrincipalName;
        Call.KeyId = caller.KeyId;
        Call.KeyName = caller.KeyName;
    }

    /// <summary>Step 2 learnt what for.</summary>
    public void Note(Attribution attribution, CallRequest request)
    {
        Call.ModelAsked = request.Model;
        Call.IsStream = request.IsStream;
        Call.Agent = attribution.Agent;
        Call.AgentId = attribution.AgentId ?? Guid.Empty;
        Call.Session = attribution.Session;
        Call.UserHash = attribution.User;
        Call.Tags = attribution.Tags;
        Call.ClientRequestId = attribution.ClientRequestId;
        Call.TraceId = attribution.TraceParent;
    }

    /// <summary>The attempt that is under way, for the row.</summary>
    public void Note(AttemptIdentity attempt)
    {
        _notional |= attempt.Flags & LineFlags.Notional;
        _row.Provider = attempt.Provider;
        _row.Deployment = attempt.Deployment;
        _row.Model = attempt.Model;
    }

    /// <summary>The row of a call that ended with an answer, whole or not.</summary>
    public RequestRecord Close(CallResult result, int status, LineFlags flags)
    {
        IsClosed = true;
        return Finish(result, status, flags, null);
    }

    /// <summary>The row of a call that was refused.</summary>
    public RequestRecord Close(Refusal refusal, int status)
    {
        IsClosed = true;
        return Finish(ResultOf(refusal.Code), status, LineFlags.None, refusal);
    }

    private RequestRecord Finish(CallResult result, int status, LineFlags flags, Refusal? refusal)
    {
        _row.EndedAt = Call.StartedAt + Elapsed;
        _row.FirstByte = FirstByte;
        _row.Status = status;
        _row.Result = result;
        _row.Flags = flags | _notional;
        _row.Attempts = Attempts;
        _row.Refusal = refusal;
        return _row;
    }

    private static CallResult ResultOf(RefusalCode code) => code switch
    {
        RefusalCode.UpstreamUnreachable => CallResult.ConnectFailed,
        RefusalCode.UpstreamTimeout => CallResult.TimedOut,
        RefusalCode.UpstreamBroken => CallResult.Broken,
        _ => CallResult.Refused,
    };
}
