using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tollgate.Core;

namespace Tollgate.ModelCalls;

/// <summary>The headers of a refusal (CONTRACT 5): whether and when a retry can help.</summary>
internal static class RefusalHeaders
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>Writes them.</summary>
    public static void Write(HttpResponse response, Refusal refusal)
    {
        var canRetry = RefusalTable.Row(refusal.Code).CanRetry;
        if (canRetry && refusal.RetryAfter is { } wait && wait <= LongestWait)
        {
            var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
        else if (!canRetry || refusal.Code == RefusalCode.RateLimited)
        {
            response.Headers["x-should-retry"] = "false";
        }

        if (refusal.Allow is { } methods)
        {
            response.Headers.Allow = methods;
        }

        if (refusal.Code == RefusalCode.BudgetExceeded)
        {
            response.Headers["x-tollgate-budget-status"] = "exceeded";
            if (refusal.ResetsAt is { } resets)
            {
                response.Headers["x-tollgate-budget-resets-at"] = resets.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            }
        }
    }
}
