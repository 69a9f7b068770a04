using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tollgate.Core;
using Tollgate.Limits;

namespace Tollgate.ModelCalls;

/// <summary>
/// How the tightest limit of the call stands, under the names that clients of its dialect know. They take the place of the provider's own:
/// what the caller can use is what the gateway allows it.
/// </summary>
internal static class LimitHeaders
{
    /// <summary>Writes them, where the gateway limits requests or tokens of this caller.</summary>
    public static void Write(HttpResponse response, LimitPermit permit, Dialect dialect, DateTimeOffset now) =>
        Write(response, permit.RequestFigures, permit.TokenFigures, dialect, now);

    /// <summary>The same on the refusal of a limit: these are what a client that is held back goes by.</summary>
    public static void Write(HttpResponse response, Refusal refusal, Dialect dialect, DateTimeOffset now) =>
        Write(response, refusal.RequestFigures, refusal.TokenFigures, dialect, now);

    private static void Write(HttpResponse response, LimitFigures? requestFigures, LimitFigures? tokenFigures, Dialect dialect, DateTimeOffset now)
    {
        if (requestFigures is { } requests)
        {
            Write(response, "requests", requests, dialect, now);
        }

        if (tokenFigures is { } tokens)
        {
            Write(response, "tokens", tokens, dialect, now);
        }
    }

    private static void Write(HttpResponse response, string unit, in LimitFigures figures, Dialect dialect, DateTimeOffset now)
    {
        var limit = figures.Limit.ToString(CultureInfo.InvariantCulture);
        var remaining = figures.Remaining.ToString(CultureInfo.InvariantCulture);
        if (dialect == Dialect.Anthropic)
        {
            response.Headers[$"anthropic-ratelimit-{unit}-limit"] = limit;
            response.Headers[$"anthropic-ratelimit-{unit}-remaining"] = remaining;
            response.Headers[$"anthropic-ratelimit-{unit}-reset"] = figures.ResetsAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            return;
        }

        response.Headers[$"x-ratelimit-limit-{unit}"] = limit;
        response.Headers[$"x-ratelimit-remaining-{unit}"] = remaining;
        response.Headers[$"x-ratelimit-reset-{unit}"] = Duration(figures.ResetsAt - now);
    }

    /// <summary>As OpenAI writes it: "1h2m3s", whole seconds, rounded up.</summary>
    private static string Duration(TimeSpan wait)
    {
        var seconds = Math.Max(0, (long)Math.Ceiling(wait.TotalSeconds));
        var (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        return string.Create(CultureInfo.InvariantCulture, $"{(hours > 0 ? $"{hours}h" : "")}{(hours + minutes > 0 ? $"{minutes}m" : "")}{seconds % 60}s");
    }
}
