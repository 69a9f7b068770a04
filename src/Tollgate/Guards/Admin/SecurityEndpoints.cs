using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Quarantines;
using Tollgate.Guards.Records;
using Tollgate.Security;

namespace Tollgate.Guards.Admin;

/// <summary>What the guards found, whom they shut out, and how they stand, over the admin API.</summary>
internal sealed class SecurityEndpoints(GuardEventStore events, QuarantineStore quarantines, Quarantine quarantine, GuardBook book, AuditLog audit, TimeProvider time)
{
    private const int MostRows = 1000;

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/guards/events", ApiRight.Viewer, "Lists what the guards found, newest first; evidence is masked.", ListEventsAsync)
        {
            Reply = GuardJson.Default.PageGuardEvent,
            Query = [.. IdPage.Parameters, ("request", "Only of this call."), ("threat", $"Only {string.Join(", ", GuardWords.All<GuardThreat>())}.")],
        },
        new("GET", "/api/guards/quarantines", ApiRight.Viewer, "Lists the keys and sessions that the guards shut out.", ListQuarantinesAsync)
        {
            Reply = GuardJson.Default.PageQuarantineReply, Query = IdPage.Parameters,
        },
        new("DELETE", "/api/guards/quarantines/{id}", ApiRight.Admin, "Lets a key or session call again.", LiftAsync),
        new("GET", "/api/security/status", ApiRight.Viewer, "How far the guards go, whom they shut out, and what they found in the last day.", StatusAsync)
        {
            Reply = GuardJson.Default.SecurityStatusReply,
        },
    ];

    private async Task ListEventsAsync(HttpContext http, ApiCaller caller)
    {
        var page = IdPage.Read(http);
        var threat = http.Request.Query["threat"].ToString();
        var request = http.Request.Query["request"].ToString();
        var fault = page.Refusal ?? Fault(threat, request);
        if (fault is not null)
        {
            await ApiReply.RefuseAsync(http, fault);
            return;
        }

        var before = page.Value.After == Guid.Empty ? (Guid?)null : page.Value.After;
        var found = await events.ListAsync(
            caller.OrganizationId, before, request.Length == 0 ? null : Guid.Parse(request), threat.Length == 0 ? null : threat, page.Value.Rows, http.RequestAborted);
        var next = page.Value.Next(found, happened => happened.Id);
        await ApiReply.WriteAsync(http, new Page<GuardEvent>([.. found.Take(page.Value.Limit)], next), GuardJson.Default.PageGuardEvent);
    }

    private async Task ListQuarantinesAsync(HttpContext http, ApiCaller caller)
    {
        var page = IdPage.Read(http);
        if (page.IsRefused)
        {
            await ApiReply.RefuseAsync(http, page.Refusal);
            return;
        }

        var found = await quarantines.ListAsync(caller.OrganizationId, page.Value.After, page.Value.Rows, http.RequestAborted);
        var next = page.Value.Next(found, entry => entry.Id);
        await ApiReply.WriteAsync(http, new Page<QuarantineReply>([.. found.Take(page.Value.Limit).Select(QuarantineReply.Of)], next), GuardJson.Default.PageQuarantineReply);
    }

    private async Task LiftAsync(HttpContext http, ApiCaller caller)
    {
        var lifted = default(QuarantineEntry);
        if (ApiBody.RouteId(http) is { } id)
        {
            await audit.ChangeAsync(
                AuditEvent.By(caller, "guard_quarantine.lift", "guard_quarantine", id),
                async connection => (lifted = await quarantines.LiftAsync(connection, caller.OrganizationId, id, http.RequestAborted)) is not null,
                http.RequestAborted);
        }

        if (lifted is null)
        {
            await ApiReply.NotFoundAsync(http, "quarantine");
            return;
        }

        quarantine.Lift(lifted);
        await ApiReply.NoContent(http);
    }

    private async Task StatusAsync(HttpContext http, ApiCaller caller)
    {
        var own = book.Rules.Where(rule => rule.OrganizationId == Guid.Empty || rule.OrganizationId == caller.OrganizationId).ToList();
        var policy = book.Of(own.Where(rule => rule.Scope == GuardScope.Organization && rule.Target.Length == 0));
        var shut = await quarantines.ListAsync(caller.OrganizationId, Guid.Empty, MostRows, http.RequestAborted);
        var sums = await events.SumAsync(caller.OrganizationId, time.GetUtcNow() - TimeSpan.FromDays(1), http.RequestAborted);
        var reply = new SecurityStatusReply(book.Options.OnFailure, Levels(policy), own.Count(rule => rule.Scope != GuardScope.Organization), shut.Count, sums);
        await ApiReply.WriteAsync(http, reply, GuardJson.Default.SecurityStatusReply);
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Levels(GuardPolicy policy) => Enum.GetValues<GuardThreat>().ToDictionary(
        GuardWords.Word,
        IReadOnlyDictionary<string, string> (threat) => Enum.GetValues<Source>().ToDictionary(GuardWords.Word, source => GuardWords.Word(policy.Of(threat, source).Level)));

    private static Refusal? Fault(string threat, string request)
    {
        if (threat.Length > 0 && !GuardWords.TryRead<GuardThreat>(threat, out _))
        {
            return ApiReply.Invalid("threat", $"'threat' takes {string.Join(", ", GuardWords.All<GuardThreat>())}.");
        }

        return request.Length > 0 && !Guid.TryParse(request, out _) ? ApiReply.Invalid("request", "'request' takes the id of a call.") : null;
    }
}
