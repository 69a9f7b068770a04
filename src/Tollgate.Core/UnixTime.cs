namespace Tollgate.Core;

/// <summary>Times are int64 UTC microseconds in the database and RFC 3339 in JSON.</summary>
public static class UnixTime
{
    /// <summary>Microseconds since 1970-01-01T00:00:00Z.</summary>
    public static long ToUnixMicros(this DateTimeOffset time) => (time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The time of a number of microseconds since 1970.</summary>
    public static DateTimeOffset FromUnixMicros(long micros) => new(DateTime.UnixEpoch.Ticks + (micros * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>Now, in microseconds since 1970.</summary>
    public static long NowMicros(this TimeProvider time) => time.GetUtcNow().ToUnixMicros();
}
