using System.Globalization;
using Tollgate.Client.Exports;
using Tollgate.Client.Prices;
using Tollgate.Core;

namespace Tollgate.Client.Costs;

/// <summary>
/// What a program's calls cost, by session and model: exact to the nano-dollar, in bounded memory. It keeps 1,000 sessions (the one unused for longest
/// is folded into <see cref="EarlierSessions"/>), 100 models (further ones into <see cref="OtherModels"/>) and the last 100 calls of each session;
/// sums stay exact whatever is folded. Safe for use by several threads.
/// </summary>
public sealed class CostBook
{
    /// <summary>The name under which sessions are summed that are no longer kept.</summary>
    public const string EarlierSessions = "(earlier sessions)";

    /// <summary>The name under which models beyond the hundredth are summed.</summary>
    public const string OtherModels = "(other models)";

    private const int MostSessions = 1000;
    private const int MostModels = 100;

    private readonly Lock _lock = new();
    private readonly PriceCatalogue _prices;
    private readonly TimeProvider _time;
    private readonly CostDays _days;
    private readonly Dictionary<string, LinkedListNode<SessionAccount>> _sessions = new(StringComparer.Ordinal);
    private readonly LinkedList<SessionAccount> _latest = new();
    private readonly Dictionary<string, CostSums> _models = new(StringComparer.Ordinal);
    private CostSums _all = new();
    private CostSums _folded = new();

    /// <summary>An empty book.</summary>
    /// <param name="prices">What models cost; the built-in catalogue by default.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="zone">The zone whose days are counted; UTC by default.</param>
    public CostBook(PriceCatalogue? prices = null, TimeProvider? time = null, TimeZoneInfo? zone = null)
    {
        _prices = prices ?? PriceCatalogue.BuiltIn;
        _time = time ?? TimeProvider.System;
        _days = new CostDays(zone ?? TimeZoneInfo.Utc);
    }

    /// <summary>What everything cost since the book was begun or reset.</summary>
    public Money Total
    {
        get
        {
            lock (_lock)
            {
                return _all.Cost;
            }
        }
    }

    /// <summary>What was recorded today, by the book's clock and zone.</summary>
    public Money SpentToday
    {
        get
        {
            lock (_lock)
            {
                return _days[_days.Day(_time.GetUtcNow())];
            }
        }
    }

    /// <summary>Prices a call and records it.</summary>
    /// <param name="usage">What the provider reported, in disjoint buckets.</param>
    /// <param name="model">The model's name or declared alias, or PROVIDER/MODEL.</param>
    /// <param name="session">The session.</param>
    /// <param name="terms">How it was served.</param>
    /// <returns>What it cost.</returns>
    /// <exception cref="PriceUnknownException">The model has no price; nothing is recorded.</exception>
    public Money Cost(in TokenUsage usage, string model, string session, in CallTerms terms = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(session);
        var now = _time.GetUtcNow();
        var price = _prices.Price(model, usage, now, terms);
        var found = _prices.Find(model, now);
        var entry = new CostEntry
        {
            At = now,
            Session = session,
            Provider = price.Provider,
            Model = price.Model,
            Usage = found.WithFixedUnits(usage),
            Cost = price.Cost,
            Flags = price.Flags,
        };
        Add(entry, CostSplit.Of(found, entry.Usage, terms.ToPriceTerms(), price.Cost));
        return price.Cost;
    }

    /// <summary>Records a call whose cost is known, from the gateway's answer or an exported line. Its cost counts as <see cref="CostKind.Other"/>: its parts are not known.</summary>
    /// <exception cref="ArgumentException">The session or the model has no name.</exception>
    public void Record(CostEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentException.ThrowIfNullOrEmpty(entry.Session);
        ArgumentException.ThrowIfNullOrEmpty(entry.Model);
        Add(entry, CostSplit.Whole(entry.Cost));
    }

    /// <summary>What reading so many tokens from the prompt cache saves against reading them as fresh input.</summary>
    /// <exception cref="PriceUnknownException">The model has no price.</exception>
    public Money CacheSavings(long readTokens, string model) => _prices.CacheSaving(readTokens, model, _time.GetUtcNow());

    /// <summary>How spending stands against a limit: warnings from 70 and 90 %, the end from 100 %.</summary>
    /// <param name="limit">The limit, above 0.</param>
    /// <param name="session">One session; null for everything.</param>
    public SpendStatus Status(Money limit, string? session = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit.Nanos, nameof(limit));
        lock (_lock)
        {
            return new SpendStatus(limit, session is null ? _all.Cost : Find(session)?.All.Cost ?? Money.Zero);
        }
    }

    /// <summary>What further turns of a session will probably cost: the mean of its calls, or the catalogue's price while it has none.</summary>
    /// <param name="session">The session.</param>
    /// <param name="turns">How many turns, 0 or more.</param>
    /// <param name="model">The model of a session without calls.</param>
    /// <param name="averageInput">Tokens of input of a turn, where there is no history.</param>
    /// <param name="averageOutput">Tokens of output of a turn, where there is no history.</param>
    /// <exception cref="PriceUnknownException">There is no history and the model has no price.</exception>
    public CostProjection ProjectSession(string session, int turns, string model, long averageInput = 1000, long averageOutput = 500)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(turns);
        lock (_lock)
        {
            if (Find(session)?.All is { Calls: > 0 } known)
            {
                return new CostProjection(Share(known.Cost, turns, known.Calls), Share(known.Cost, 1, known.Calls), known.Calls);
            }
        }

        var usage = new TokenUsage { [Unit.Input] = averageInput };
        usage[Unit.Output] = averageOutput;
        var one = _prices.Price(model, usage, _time.GetUtcNow()).Cost;
        return new CostProjection(one * turns, one, 0);
    }

    /// <summary>What the next thirty days will probably cost: thirty times the mean of the last seven that are over.</summary>
    public MonthProjection ProjectMonth()
    {
        lock (_lock)
        {
            return _days.Project(_days.Day(_time.GetUtcNow()));
        }
    }

    /// <summary>What the money was spent on.</summary>
    /// <param name="session">One session; null for everything.</param>
    /// <exception cref="ArgumentException">The session is not known.</exception>
    public CostBreakdown Breakdown(string? session = null)
    {
        lock (_lock)
        {
            return Sums(session).Breakdown();
        }
    }

    /// <summary>What prompt caches were worth.</summary>
    /// <inheritdoc cref="Breakdown(string?)"/>
    public CacheEfficiency CacheEfficiency(string? session = null)
    {
        lock (_lock)
        {
            return Sums(session).Efficiency();
        }
    }

    /// <summary>Several sessions together.</summary>
    /// <exception cref="ArgumentException">No session was named, or one that is not known.</exception>
    public CostAggregate Aggregate(IReadOnlyList<string> sessions)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        if (sessions.Count == 0)
        {
            throw new ArgumentException("Name at least one session.", nameof(sessions));
        }

        lock (_lock)
        {
            var each = sessions.Select(name => Sums(name).View(name)).ToList();
            var total = each.Aggregate(Money.Zero, (sum, one) => sum + one.Cost);
            return new CostAggregate(
                each, total, new Money(decimal.ToInt64(decimal.Round((decimal)total.Nanos / each.Count))), each.Min(one => one.Cost), each.Max(one => one.Cost));
        }
    }

    /// <summary>What each session cost, the one used last first; those no longer kept are one row at the end.</summary>
    public IReadOnlyList<SessionCost> Sessions()
    {
        lock (_lock)
        {
            return [.. _latest.Select(account => account.All.View(account.Name)), .. _folded.Calls > 0 ? [_folded.View(EarlierSessions)] : Array.Empty<SessionCost>()];
        }
    }

    /// <summary>What each model cost, the dearest first, by PROVIDER/MODEL.</summary>
    public IReadOnlyList<SessionCost> Models()
    {
        lock (_lock)
        {
            return [.. _models.Select(pair => pair.Value.View(pair.Key)).OrderByDescending(model => model.Cost).ThenBy(model => model.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>The last calls, the newest first; a book keeps 100 of each session.</summary>
    /// <param name="limit">How many, above 0.</param>
    /// <param name="session">One session; null for all.</param>
    public IReadOnlyList<CostEntry> History(int limit = 10, string? session = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        lock (_lock)
        {
            return session is null
                ? [.. _latest.SelectMany(account => account.Entries).OrderByDescending(entry => entry.At).Take(limit)]
                : [.. Find(session)?.Entries.Take(limit) ?? []];
        }
    }

    /// <summary>The totals, sessions, models and kept calls as JSON; money is a decimal string in US dollars.</summary>
    public string ToJson() => CostJson.Write(this);

    /// <summary>Every kept call as CSV, and a row for what is no longer kept of each session: the rows add up to the total. <see cref="CostCsv.Read(string)"/> reads it back.</summary>
    public string ToCsv() => CostCsv.Write(Rows());

    /// <summary>One A4 page with the totals, the parts, the dearest models and sessions.</summary>
    /// <param name="title">What stands at its top.</param>
    public byte[] ToPdf(string title = "Model costs") => CostPdf.Write(this, title, _time.GetUtcNow());

    /// <summary>The book in one sentence.</summary>
    public string Summary()
    {
        lock (_lock)
        {
            var used = _all.Usage;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{_all.Calls} calls in {_latest.Count} sessions cost ${_all.Cost}: {used.TotalInput} tokens in, {used.TotalOutput} out; prompt caches saved ${_all.ReadSaving - _all.WritePremium}.{(_all.Uncertain > 0 ? $" The price of {_all.Uncertain} is not certain." : "")}");
        }
    }

    /// <summary>Begins anew with nothing recorded.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _sessions.Clear();
            _latest.Clear();
            _models.Clear();
            _days.Clear();
            (_all, _folded) = (new CostSums(), new CostSums());
        }
    }

    /// <summary>The sums of everything, and the totals that an export holds.</summary>
    internal (SessionCost All, CostBreakdown Parts, CacheEfficiency Cache, long Uncertain) Totals()
    {
        lock (_lock)
        {
            return (_all.View("total"), _all.Breakdown(), _all.Efficiency(), _all.Uncertain);
        }
    }

    /// <summary>Rows that add up to the total: the kept calls, the newest first, and the sums of what is not kept.</summary>
    internal IReadOnlyList<CostEntry> Rows()
    {
        lock (_lock)
        {
            var kept = _latest.SelectMany(account => account.Entries).OrderByDescending(entry => entry.At);
            var earlier = _latest.Where(account => account.Earlier.Calls > 0).Select(account => Folded(account.Name, account.Earlier));
            return [.. kept, .. earlier, .. _folded.Calls > 0 ? [Folded(EarlierSessions, _folded)] : Array.Empty<CostEntry>()];
        }
    }

    private static CostEntry Folded(string session, CostSums sums) => new()
    {
        At = DateTimeOffset.UnixEpoch,
        Session = session,
        Provider = "",
        Model = string.Create(CultureInfo.InvariantCulture, $"({sums.Calls} earlier calls)"),
        Usage = sums.Usage,
        Cost = sums.Cost,
    };

    private static Money Share(Money cost, long turns, long calls) => Money.CeilingFromNanos((decimal)cost.Nanos * turns / calls);

    private void Add(CostEntry entry, in CostSplit split)
    {
        lock (_lock)
        {
            Touch(entry.Session).Add(entry, split);
            Model(entry).Add(entry, split);
            _all.Add(entry, split);
            _days.Add(entry.At, entry.Cost);
        }
    }

    private SessionAccount Touch(string session)
    {
        if (_sessions.TryGetValue(session, out var node))
        {
            _latest.Remove(node);
            _latest.AddFirst(node);
            return node.Value;
        }

        if (_sessions.Count == MostSessions)
        {
            var oldest = _latest.Last!.Value;
            _folded.Add(oldest.All);
            _latest.RemoveLast();
            _ = _sessions.Remove(oldest.Name);
        }

        _sessions.Add(session, node = _latest.AddFirst(new SessionAccount(session)));
        return node.Value;
    }

    private CostSums Model(CostEntry entry)
    {
        var name = entry.Provider.Length == 0 ? entry.Model : $"{entry.Provider}/{entry.Model}";
        if (!_models.TryGetValue(name, out var sums) && (_models.Count < MostModels || !_models.TryGetValue(OtherModels, out sums)))
        {
            _models.Add(_models.Count < MostModels ? name : OtherModels, sums = new CostSums());
        }

        return sums!;
    }

    private SessionAccount? Find(string session) => _sessions.GetValueOrDefault(session)?.Value;

    private CostSums Sums(string? session) => session is null
        ? _all
        : Find(session)?.All ?? throw new ArgumentException($"The session '{session}' is not in this book.", nameof(session));
}
