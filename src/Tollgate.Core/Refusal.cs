namespace Tollgate.Core;

/// <summary>
/// A call that the gateway did not carry out. What a caller may see is in here: keys, prompts, SQL and stack traces are not.
/// </summary>
public sealed record Refusal(RefusalCode Code, string Message)
{
    /// <summary>What would help, in one sentence.</summary>
    public string? Help { get; init; }

    /// <summary>Whom to ask: the owner or the contact of the limit.</summary>
    public string? Contact { get; init; }

    /// <summary>The step of the line that refused: authenticate, read, limit, guard, judge, cache, route, reserve, send, relay.</summary>
    public string? Step { get; init; }

    /// <summary>The name of the limit, budget or rule.</summary>
    public string? Rule { get; init; }

    /// <summary>The offending field of the request, where there is one.</summary>
    public string? Parameter { get; init; }

    /// <summary>The limit, when it is money.</summary>
    public Money? Limit { get; init; }

    /// <summary>What is settled against the limit.</summary>
    public Money? Settled { get; init; }

    /// <summary>What other calls hold.</summary>
    public Money? Reserved { get; init; }

    /// <summary>What this call asked for.</summary>
    public Money? Asked { get; init; }

    /// <summary>When the limit renews by itself.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>How long until a retry can succeed; null when a retry cannot cure it. Never above 60 s on the wire.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A status set by the owner instead of the table's.</summary>
    public int? StatusOverride { get; init; }

    /// <summary>The methods that the path takes, where the method was the fault; goes into the Allow header.</summary>
    public string? Allow { get; init; }

    /// <summary>How the tightest limit on requests stands, where a limit refused; for X-RateLimit headers.</summary>
    public LimitFigures? RequestFigures { get; init; }

    /// <summary>The same for tokens.</summary>
    public LimitFigures? TokenFigures { get; init; }

    /// <summary>The message followed by what would help.</summary>
    public string Sentence => Help is null ? Message : $"{Message} {Help}";
}
