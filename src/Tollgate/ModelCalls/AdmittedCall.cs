using Microsoft.AspNetCore.Http;
using Tollgate.Callers;
using Tollgate.Core;
using Tollgate.Limits;
using Tollgate.Pricing;

namespace Tollgate.ModelCalls;

/// <summary>A call that passed every check before money: what an attempt needs.</summary>
internal sealed record AdmittedCall(
    HttpContext Http,
    CallTrail Trail,
    CallRequest Request,
    SignedIn SignedIn,
    Attribution Attribution,
    PricedModel Model,
    LimitPermit Permit)
{
    /// <summary>Where a pass-through goes; null on the surfaces.</summary>
    public PassThroughTarget? PassThrough { get; init; }

    /// <summary>Whether the route is known to cost nothing.</summary>
    public bool IsFree => PassThrough is { IsFree: true } || Request.Route.Surface is Surface.Moderations or Surface.CountTokens or Surface.GeminiCountTokens;

    /// <summary>Who calls.</summary>
    public Caller Caller => SignedIn.Caller;
}
