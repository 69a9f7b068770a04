namespace Tollgate.Limits;

/// <summary>The count of one limit for one subject. Guarded by the keeper's lock.</summary>
internal sealed class LimitCounter(RateLimit limit, string subject)
{
    private readonly SlidingWindow? _window = limit.Unit == LimitUnit.Parallel ? null : new SlidingWindow(Length(limit.Per));

    /// <summary>The rule as it stands now.</summary>
    public RateLimit Limit { get; set; } = limit;

    /// <summary>Whose count it is; empty when the rule is not split.</summary>
    public string Subject { get; } = subject;

    /// <summary>Calls that entered and have not ended.</summary>
    public int InFlight { get; private set; }

    /// <summary>What is counted now.</summary>
    public long Used => _window?.Used ?? InFlight;

    /// <summary>Whether it counts nothing and nobody will correct it.</summary>
    public bool IsIdle => InFlight == 0 && Used == 0;

    /// <summary>Brings the window up to now.</summary>
    public void MoveTo(DateTimeOffset now) => _window?.MoveTo(now);

    /// <summary>What a call adds to it.</summary>
    public long Units(long expectedTokens) => Limit.Unit == LimitUnit.Tokens ? expectedTokens : 1;

    /// <summary>Whether so many more are allowed.</summary>
    public bool Allows(long units) => units <= Limit.Limit - Used;

    /// <summary>When so many more will be allowed; null when unknown or never.</summary>
    public DateTimeOffset? AllowsAt(long units) => units > Limit.Limit ? null : _window?.FallsTo(Limit.Limit - units);

    /// <summary>When nothing will be counted any more.</summary>
    public DateTimeOffset? EmptyAt() => _window?.FallsTo(0);

    /// <summary>Counts a call that enters; the answer is where it was counted.</summary>
    public long Enter(long units)
    {
        InFlight++;
        return _window?.Add(units) ?? 0;
    }

    /// <summary>Counts a call that ends.</summary>
    public void Leave() => InFlight--;

    /// <summary>Replaces expected tokens by true ones: more is debt from now on, less is taken back where it was counted.</summary>
    public void Correct(long bucket, long expected, long actual)
    {
        if (actual > expected)
        {
            _window!.Add(actual - expected);
            return;
        }

        _window!.TakeBack(bucket, expected - actual);
    }

    private static TimeSpan Length(LimitPer per) => per switch
    {
        LimitPer.Hour => TimeSpan.FromHours(1),
        LimitPer.Day => TimeSpan.FromDays(1),
        _ => TimeSpan.FromMinutes(1),
    };
}
