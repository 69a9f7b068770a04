using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tollgate.Core;

namespace Tollgate.ModelCalls;

/// <summary>The x-tollgate-* headers of an answer.</summary>
internal static class LineHeaders
{
    private static readonly string[] Statuses = ["ok", "warn", "downgrade", "exceeded"];

    /// <summary>Our id; on our own refusals also where SDK exceptions show it.</summary>
    public static void WriteId(HttpResponse response, CallTrail trail, bool isOwn)
    {
        var id = trail.Call.RequestId.ToString();
        response.Headers["x-tollgate-request-id"] = id;
        if (isOwn)
        {
            response.Headers["x-request-id"] = id;
            response.Headers["request-id"] = id;
        }
    }

    /// <summary>Model, status of the budgets, what is left.</summary>
    public static void WriteStanding(HttpResponse response, CallTrail trail, string model, BudgetStatus status, Money? remaining)
    {
        response.Headers["x-tollgate-model-used"] = model;
        response.Headers["x-tollgate-budget-status"] = Statuses[(int)status];
        WriteLatency(response, trail);
        if (remaining is { } left)
        {
            response.Headers["x-tollgate-budget-remaining"] = left.ToString();
        }
    }

    /// <summary>How long the gateway and its provider took so far.</summary>
    public static void WriteLatency(HttpResponse response, CallTrail trail) =>
        response.Headers["x-tollgate-latency-ms"] = ((long)trail.Elapsed.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    /// <summary>The final figures of a plain answer.</summary>
    public static void WriteFinal(HttpResponse response, in Settlement settled)
    {
        response.Headers["x-tollgate-cost"] = settled.Cost.ToString();
        WriteTokens(response, settled.Usage);
    }

    /// <summary>What a stream can say before its bill: the most it can cost. The final figure is read by request id.</summary>
    public static void WriteBound(HttpResponse response, Money bound) =>
        response.Headers["x-tollgate-cost-max"] = bound.ToString();

    /// <summary>The final figures of a stream, behind its last byte, where the protocol has a place for it.</summary>
    public static void WriteTrailer(HttpResponse response, in Settlement settled)
    {
        if (settled.Uncertain == Money.Zero && HttpProtocol.IsHttp2(response.HttpContext.Request.Protocol) && response.SupportsTrailers())
        {
            response.AppendTrailer("x-tollgate-cost", settled.Cost.ToString());
            response.AppendTrailer("x-tollgate-tokens-input", settled.Usage.TotalInput.ToString(CultureInfo.InvariantCulture));
            response.AppendTrailer("x-tollgate-tokens-output", settled.Usage.TotalOutput.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The output limit that was sent instead of the one asked for.</summary>
    public static void WriteClamp(HttpResponse response, long outputLimit) =>
        response.Headers["x-tollgate-max-output"] = outputLimit.ToString(CultureInfo.InvariantCulture);

    private static void WriteTokens(HttpResponse response, in TokenUsage usage)
    {
        response.Headers["x-tollgate-tokens-input"] = usage.TotalInput.ToString(CultureInfo.InvariantCulture);
        response.Headers["x-tollgate-tokens-output"] = usage.TotalOutput.ToString(CultureInfo.InvariantCulture);
    }
}
