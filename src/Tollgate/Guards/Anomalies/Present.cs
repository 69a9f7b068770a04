namespace Tollgate.Guards.Anomalies;

/// <summary>What a user or an agent uses in the hour that runs, beside its past. Owned by its lock.</summary>
internal sealed class Present(Guid organizationId, Guid principalId)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _hour;
    private long _calls;
    private long _tokens;
    private long _nanos;
    private int _noted;

    /// <summary>The organization.</summary>
    public Guid OrganizationId => organizationId;

    /// <summary>The user or agent.</summary>
    public Guid PrincipalId => principalId;

    /// <summary>What is usual; null until it has been read.</summary>
    public Past? Past { get; private set; }

    /// <summary>When the past is to be read again.</summary>
    public DateTimeOffset ReadAgainAt { get; set; }

    /// <summary>Counts, and gives what the hour has so far.</summary>
    public (long Calls, long Tokens, long Nanos) Add(DateTimeOffset now, long calls, long tokens, long nanos)
    {
        lock (_gate)
        {
            Begin(now);
            _calls += calls;
            _tokens += tokens;
            _nanos += nanos;
            return (_calls, _tokens, _nanos);
        }
    }

    /// <summary>Whether something is told for the first time in this hour.</summary>
    public bool IsNews(int what)
    {
        lock (_gate)
        {
            var isNews = (_noted & (1 << what)) == 0;
            _noted |= 1 << what;
            return isNews;
        }
    }

    /// <summary>The past has been read; what the hour had before this process counts too.</summary>
    public void Take(Past past, DateTimeOffset now, (long Calls, long Tokens, long Nanos) before)
    {
        lock (_gate)
        {
            Begin(now);
            var isFirst = Past is null;
            Past = past;
            if (isFirst)
            {
                (_calls, _tokens, _nanos) = (Math.Max(_calls, before.Calls), Math.Max(_tokens, before.Tokens), Math.Max(_nanos, before.Nanos));
            }
        }
    }

    /// <summary>The hour that a time is in.</summary>
    public static DateTimeOffset HourOf(DateTimeOffset now) => new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    private void Begin(DateTimeOffset now)
    {
        var hour = HourOf(now);
        if (hour != _hour)
        {
            (_hour, _calls, _tokens, _nanos, _noted) = (hour, 0, 0, 0, 0);
        }
    }
}
