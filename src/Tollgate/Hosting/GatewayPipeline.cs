using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tollgate.Api;
using Tollgate.Callers;
using Tollgate.Core;
using Tollgate.ModelCalls;
using Tollgate.Storage;
using Tollgate.Telemetry;
using Tollgate.Upstreams.Routes;

namespace Tollgate.Hosting;

/// <summary>
/// Where every request begins: odd paths are refused before anything is matched, the admin API and the line are told apart, and there is
/// nothing else. What is not listed does not exist. The table of the admin API is made when somebody asks for it: the shapes of its bodies are
/// a third of what a start costs, and calls need none of them.
/// </summary>
internal sealed class GatewayPipeline(ApiRouter health, Func<ApiRouter> api, ApiCallerReader apiCallers, LineRoutes routes, ModelCall calls, PassThroughCall passThrough, ModelLists models, UnknownPath unknown, MetricsEndpoints metrics, GatewayState state)
{
    /// <summary>Handles one request.</summary>
    public Task HandleAsync(HttpContext http)
    {
        if (Listening.IsForMetrics(http))
        {
            return MeasureAsync(http);
        }

        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? string.Empty;
        if (PathCheck.Refuse(PathCheck.PathOf(target)) is { } odd && http.Request.Path.Value is not "/")
        {
            var refusal = new Refusal(RefusalCode.InvalidRequest, $"The path {odd}") { Step = "read", Help = "Send it in its plain form." };
            return IsAdmin(http.Request.Path) ? RefuseAdminAsync(http, refusal) : unknown.RunAsync(http, LineRoutes.Unmatched(http.Request), refusal);
        }

        return IsAdmin(http.Request.Path) ? AdministerAsync(http) : CallAsync(http);
    }

    /// <summary>The metrics' own listener needs no key, and serves nothing else.</summary>
    private Task MeasureAsync(HttpContext http)
    {
        if (http.Request.Path == "/metrics" && HttpMethods.IsGet(http.Request.Method))
        {
            return metrics.WriteAsync(http);
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static bool IsAdmin(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.Ordinal) || path.StartsWithSegments("/health", StringComparison.Ordinal) || path.StartsWithSegments("/metrics", StringComparison.Ordinal);

    private Task CallAsync(HttpContext http)
    {
        if (http.Request.Headers.Upgrade.Count > 0)
        {
            return unknown.RunAsync(http, LineRoutes.Unmatched(http.Request), new Refusal(RefusalCode.NotImplemented, "Connections that upgrade (realtime) are not offered yet.") { Step = "read" });
        }

        if (!state.IsReady)
        {
            return unknown.RunAsync(http, LineRoutes.Unmatched(http.Request), new Refusal(RefusalCode.NotReady, state.WhyNotReady) { Step = "read", Help = "See /health/ready.", RetryAfter = TimeSpan.FromSeconds(1) });
        }

        var route = routes.Match(http.Request);
        return route.Action switch
        {
            LineAction.Call => calls.RunAsync(http, route),
            LineAction.PassThrough when route.Allow is not null || !passThrough.Knows(http, route) => unknown.RunAsync(http, route),
            LineAction.PassThrough => passThrough.RunAsync(http, route),
            _ => models.RunAsync(http, route),
        };
    }

    private async Task AdministerAsync(HttpContext http)
    {
        // A list or a report takes longer than a call may be held up.
        await PoolThread.SwitchAsync();
        http.Response.Headers.XContentTypeOptions = "nosniff";
        var router = http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) ? health : api();
        var found = router.Match(http.Request);

        // Who may not come in does not learn which routes there are either.
        var caller = await apiCallers.ReadAsync(http, found.IsRefused ? ApiRight.Self : found.Value.Right, http.RequestAborted);
        if (caller.IsRefused || found.IsRefused)
        {
            await ApiReply.RefuseAsync(http, caller.IsRefused ? caller.Refusal : found.Refusal!);
            return;
        }

        if (QueryNames.Check(http.Request, found.Value) is { } unknownName)
        {
            await ApiReply.RefuseAsync(http, unknownName);
            return;
        }

        try
        {
            await found.Value.Handler(http, caller.Value);
        }
        catch (StorageException fault) when (fault.State != DatabaseState.Ok && !http.Response.HasStarted)
        {
            await ApiReply.RefuseAsync(http, new Refusal(RefusalCode.NotReady, fault.Message) { Help = "See /health." });
        }
    }

    /// <summary>Who may not come in does not learn what is wrong with a path either.</summary>
    private async Task RefuseAdminAsync(HttpContext http, Refusal refusal)
    {
        var caller = await apiCallers.ReadAsync(http, ApiRight.Self, http.RequestAborted);
        await ApiReply.RefuseAsync(http, caller.IsRefused ? caller.Refusal : refusal);
    }
}
