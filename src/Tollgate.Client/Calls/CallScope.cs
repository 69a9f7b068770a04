namespace Tollgate.Client.Calls;

/// <summary>
/// One turn of a chat client: the tags of the requests that it makes, and what the gateway answered them. A client library hands nothing of ours
/// from its call to its requests, so the turn is known by the flow of execution (docs/decisions/0010); each turn has a scope of its own, so turns at
/// the same time share nothing.
/// </summary>
internal sealed class CallScope(CallTags tags)
{
    private static readonly AsyncLocal<CallScope?> Flow = new();

    private readonly Lock _lock = new();
    private readonly List<CallTrace> _traces = [];
    private SpentBudget? _spent;

    /// <summary>The turn that the running code belongs to.</summary>
    public static CallScope? Current => Flow.Value;

    /// <summary>What its requests are tagged with.</summary>
    public CallTags Tags => tags;

    /// <summary>Why the last request was refused, where its budget was spent.</summary>
    public SpentBudget? Spent
    {
        get
        {
            lock (_lock)
            {
                return _spent;
            }
        }
    }

    /// <summary>The answers so far.</summary>
    public CallTrace[] Traces
    {
        get
        {
            lock (_lock)
            {
                return [.. _traces];
            }
        }
    }

    /// <summary>What they cost.</summary>
    public CallCosts Costs => new([.. Traces.Select(trace => trace.Receipt)]);

    /// <summary>What this method calls from here on belongs to the turn; what its caller does next does not.</summary>
    public void Enter() => Flow.Value = this;

    /// <summary>Notes an answer.</summary>
    public void Add(CallTrace trace, SpentBudget? spent)
    {
        lock (_lock)
        {
            _traces.Add(trace);
            _spent = spent;
        }
    }
}
