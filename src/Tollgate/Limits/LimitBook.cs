using Tollgate.Callers;

namespace Tollgate.Limits;

/// <summary>All limits in force and their counters. Guarded by the keeper's lock.</summary>
internal sealed class LimitBook(LimitOptions options)
{
    private readonly Dictionary<LimitSubject, LimitCounter[]> _lanes = [];
    private readonly Dictionary<(Guid Limit, string Subject), LimitCounter> _counters = [];
    private bool _asksForNames;
    private bool _asksForModel;
    private bool _asksForProvider;
    private TagTargets _tags = new([]);
    private bool _asksForSession;

    /// <summary>All rules in the order they were made.</summary>
    public IReadOnlyList<RateLimit> Limits { get; private set; } = [];

    /// <summary>How many counters live.</summary>
    public int Count => _counters.Count;

    /// <summary>The counters of a call.</summary>
    public LimitCounter[] Lane(in LimitSubject call)
    {
        if (Limits.Count == 0)
        {
            return [];
        }

        var key = Narrow(call);
        return _lanes.TryGetValue(key, out var lane) ? lane : Resolve(key);
    }

    /// <summary>Counters of one limit.</summary>
    public IEnumerable<LimitCounter> Of(Guid limitId) => _counters.Values.Where(counter => counter.Limit.Id == limitId);

    /// <summary>Replaces all rules; counters of rules that stay go on counting.</summary>
    public void Load(IReadOnlyList<RateLimit> limits)
    {
        Limits = limits;
        _lanes.Clear();
        _asksForNames = limits.Any(static limit => limit.Scope is LimitScope.Agent or LimitScope.User || limit.Each is LimitEach.Agent or LimitEach.User);
        _asksForSession = limits.Any(static limit => limit.Each == LimitEach.Session);
        _asksForModel = limits.Any(static limit => limit.Scope is LimitScope.Model);
        _asksForProvider = limits.Any(static limit => limit.Scope is LimitScope.Provider);
        _tags = new TagTargets(limits.Where(static limit => limit.Scope == LimitScope.Tag).Select(static limit => limit.Target));
        var byId = limits.ToDictionary(static limit => limit.Id);
        foreach (var (key, counter) in _counters)
        {
            if (!byId.TryGetValue(key.Limit, out var limit))
            {
                _counters.Remove(key);
                continue;
            }

            counter.Limit = limit;
        }
    }

    /// <summary>Drops counters that count nothing.</summary>
    public void Sweep(DateTimeOffset now)
    {
        _lanes.Clear();
        foreach (var (key, counter) in _counters)
        {
            counter.MoveTo(now);
            if (counter.IsIdle)
            {
                _counters.Remove(key);
            }
        }
    }

    private LimitSubject Narrow(in LimitSubject call) => call with
    {
        Agent = _asksForNames ? call.Agent : null,
        AgentId = _asksForNames ? call.AgentId : null,
        User = _asksForNames ? call.User : null,
        Session = _asksForSession ? call.Session : null,
        Model = _asksForModel ? call.Model : "",
        Provider = _asksForProvider ? call.Provider : "",
        Tags = null,
        TagMarks = _tags.Mark(call.Tags),
    };

    private LimitCounter[] Resolve(in LimitSubject call)
    {
        var lane = new List<LimitCounter>();
        foreach (var limit in Limits)
        {
            var isOurs = limit.Scope == LimitScope.Global || limit.OrganizationId == call.OrganizationId;
            if (isOurs && LimitMatch.Subject(limit, call) is { } subject)
            {
                lane.Add(Counter(limit, subject));
            }
        }

        if (_lanes.Count >= options.RememberedSubjects)
        {
            _lanes.Clear();
        }

        return _lanes[call] = [.. lane];
    }

    private LimitCounter Counter(RateLimit limit, string subject)
    {
        if (!_counters.TryGetValue((limit.Id, subject), out var counter))
        {
            counter = new LimitCounter(limit, subject);
            _counters[(limit.Id, subject)] = counter;
        }

        return counter;
    }
}
