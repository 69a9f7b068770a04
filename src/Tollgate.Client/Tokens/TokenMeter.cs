using System.Globalization;
using Tollgate.Client.Exports;

namespace Tollgate.Client.Tokens;

/// <summary>
/// Counts the tokens of one session: how full its context window is, how fast it fills, and whether the next message fits.
/// A message that is told twice counts once. Safe for use by several threads.
/// </summary>
public sealed class TokenMeter
{
    /// <summary>The context window when none is stated, in tokens.</summary>
    public const long DefaultLimit = 200_000;

    private const int MostKept = 100;
    private const int TrendBasis = 3;
    private const decimal WarningPercent = 80m;
    private static readonly TimeSpan WarningPause = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly SeenIds _seen = new();
    private readonly RateLog _rates = new();
    private readonly LinkedList<TokenUpdate> _history = new();
    private TokenCounts _totals;
    private long _updates;
    private decimal _peak;
    private DateTimeOffset? _first;
    private DateTimeOffset? _lastWarning;

    /// <summary>A meter for one session.</summary>
    /// <param name="limit">The context window in tokens, above 0.</param>
    /// <param name="time">The clock; the system's by default.</param>
    public TokenMeter(long limit = DefaultLimit, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        Limit = limit;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>The context window in tokens.</summary>
    public long Limit { get; }

    /// <summary>Called when an update leaves the window at 80 % or fuller, at most once in 60 seconds; on the thread that updates.</summary>
    public Action<TokenWarning>? Warned { get; init; }

    /// <summary>All tokens counted.</summary>
    public TokenCounts Totals
    {
        get
        {
            lock (_lock)
            {
                return _totals;
            }
        }
    }

    /// <summary>How much of the context window input and output take, in percent; above 100 where they exceed it.</summary>
    public decimal ContextPercent => Percent(Totals);

    /// <summary>Counts a message.</summary>
    /// <param name="input">Tokens of fresh input.</param>
    /// <param name="output">Tokens of output.</param>
    /// <param name="cacheRead">Tokens read from the prompt cache.</param>
    /// <param name="cacheWrite">Tokens written to the prompt cache.</param>
    /// <param name="messageId">The message's id; null counts in any case. The latest 10,000 ids are remembered.</param>
    /// <returns>False when the message was counted before; nothing changes then.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public bool Update(long input, long output, long cacheRead = 0, long cacheWrite = 0, string? messageId = null) =>
        Update(new TokenCounts(input, output, cacheRead, cacheWrite), messageId);

    /// <inheritdoc cref="Update(long, long, long, long, string?)"/>
    /// <param name="counts">What to count.</param>
    /// <param name="messageId">The message's id; null counts in any case.</param>
    public bool Update(in TokenCounts counts, string? messageId = null)
    {
        counts.MustCount();
        TokenWarning? warning;
        lock (_lock)
        {
            var totals = _totals + counts;
            _ = totals.Total;
            if (messageId is not null && !_seen.Add(messageId))
            {
                return false;
            }

            var now = _time.GetUtcNow();
            _totals = totals;
            _updates++;
            _first ??= now;
            _rates.Add(now.UtcTicks, counts.Total);
            Keep(new TokenUpdate(now, messageId, counts));
            _peak = Math.Max(_peak, Percent(totals));
            warning = Warning(now);
        }

        if (warning is { } due)
        {
            Warned?.Invoke(due);
        }

        return true;
    }

    /// <summary>Whether so many more tokens of input and output would still fit into the context window.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public OverflowPrediction PredictOverflow(long tokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        var totals = Totals;
        var total = checked(totals.Input + totals.Output + tokens);
        return new OverflowPrediction(total > Limit, total * 100m / Limit);
    }

    /// <summary>The last updates, the newest first; the meter keeps 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is 0 or less.</exception>
    public IReadOnlyList<TokenUpdate> History(int limit = 10)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        lock (_lock)
        {
            return [.. _history.Take(limit)];
        }
    }

    /// <summary>Whether all four kinds that were counted within the last time are at most so many tokens.</summary>
    /// <param name="window">How far to look back; an update exactly that old is outside.</param>
    /// <param name="maxTokens">The most that is in order.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is not above 0, or the maximum is negative.</exception>
    public bool CheckRate(TimeSpan window, long maxTokens)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(maxTokens);
        lock (_lock)
        {
            return _rates.Since(_time.GetUtcNow().UtcTicks - window.Ticks) <= maxTokens;
        }
    }

    /// <summary>The session in sums, means and rates.</summary>
    public TokenAnalytics Analytics()
    {
        lock (_lock)
        {
            var minutes = _first is { } first ? Math.Max(1m, (_time.GetUtcNow() - first).Ticks / (decimal)TimeSpan.TicksPerMinute) : 1m;
            var updates = Math.Max(1, _updates);
            return new TokenAnalytics
            {
                Updates = _updates,
                Totals = _totals,
                MeanPerUpdate = (decimal)_totals.Total / updates,
                MeanInput = (decimal)_totals.Input / updates,
                MeanOutput = (decimal)_totals.Output / updates,
                TokensPerMinute = _totals.Total / minutes,
                UpdatesPerMinute = _updates / minutes,
                PeakPercent = _peak,
                Trend = Trend(),
            };
        }
    }

    /// <summary>The totals and the kept updates as JSON, the newest first.</summary>
    public string ToJson() => TokenExport.Json(this);

    /// <summary>The kept updates as CSV, the newest first: at, message_id, input, output, cache_read, cache_write, total.</summary>
    public string ToCsv() => TokenExport.Csv(this);

    /// <summary>The session in one sentence.</summary>
    public string Summary()
    {
        var facts = Analytics();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{facts.Updates} messages, {facts.Totals.Total} tokens ({facts.Totals.Input} in, {facts.Totals.Output} out, {facts.Totals.CacheRead} read from and {facts.Totals.CacheWrite} written to the cache); {Percent(facts.Totals):0.0} % of {Limit} in the context window.");
    }

    /// <summary>Begins anew: nothing is counted, and no message has been seen.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _seen.Clear();
            _rates.Clear();
            _history.Clear();
            (_totals, _updates, _peak, _first, _lastWarning) = (default, 0, 0m, null, null);
        }
    }

    private decimal Percent(in TokenCounts totals) => checked(totals.Input + totals.Output) * 100m / Limit;

    private void Keep(TokenUpdate update)
    {
        _ = _history.AddFirst(update);
        if (_history.Count > MostKept)
        {
            _history.RemoveLast();
        }
    }

    private TokenWarning? Warning(DateTimeOffset now)
    {
        var percent = Percent(_totals);
        if (percent < WarningPercent || (_lastWarning is { } last && now - last < WarningPause))
        {
            return null;
        }

        _lastWarning = now;
        return new TokenWarning(percent, _totals.Input + _totals.Output, Limit);
    }

    private TokenTrend Trend()
    {
        if (_history.Count < 2 * TrendBasis)
        {
            return TokenTrend.Stable;
        }

        var (last, before) = (_history.Take(TrendBasis).Sum(update => update.Counts.Total), _history.Skip(TrendBasis).Take(TrendBasis).Sum(update => update.Counts.Total));
        return last > 1.2m * before ? TokenTrend.Increasing : last < 0.8m * before ? TokenTrend.Decreasing : TokenTrend.Stable;
    }
}
