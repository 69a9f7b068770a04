using System.Globalization;

namespace Tollgate.Upstreams.Sending;

/// <summary>Reads how long a provider asks us to wait: retry-after-ms, retry-after in seconds or as a date.</summary>
internal static class RetryAfter
{
    /// <summary>The wait; null when nothing readable is there. Never negative.</summary>
    public static TimeSpan? Read(HttpResponseMessage response, DateTimeOffset now)
    {
        if ((int)response.StatusCode < 400)
        {
            return null;
        }

        var headers = response.Headers.NonValidated;
        if (headers.TryGetValues("retry-after-ms", out var millis) && Number(millis.ToString()) is { } wait)
        {
            return TimeSpan.FromMilliseconds(wait);
        }

        return headers.TryGetValues("retry-after", out var values) ? Parse(values.ToString(), now) : null;
    }

    private static TimeSpan? Parse(string text, DateTimeOffset now)
    {
        if (Number(text) is { } seconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        if (!DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            return null;
        }

        return at > now ? at - now : TimeSpan.Zero;
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < 1e9 ? number : null;
}
