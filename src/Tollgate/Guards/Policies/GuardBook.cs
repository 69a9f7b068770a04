using System.Collections.Concurrent;
using Tollgate.Callers;

namespace Tollgate.Guards.Policies;

/// <summary>All rules in force, and the policies made of them: one look-up a call, and nothing allocated for a key that called before.</summary>
internal sealed class GuardBook(GuardOptions options)
{
    private const int MostRemembered = 50_000;

    private readonly Lock _gate = new();
    private Snapshot _now = new(options.Rules, OwnBook.Empty);

    /// <summary>The rules of the settings file and of every organization.</summary>
    public IReadOnlyList<GuardRule> Rules => Volatile.Read(ref _now).Rules;

    /// <summary>The settings.</summary>
    public GuardOptions Options => options;

    /// <summary>The policy of a caller.</summary>
    public GuardPolicy Of(Caller caller)
    {
        var now = Volatile.Read(ref _now);
        var key = (caller.KeyId, caller.TeamId, caller.PrincipalId);
        return now.Policies.TryGetValue(key, out var policy) ? policy : Make(now, caller);
    }

    /// <summary>The policy of rules: those of the file first, then the narrower over the wider, then the newer over the older.</summary>
    public GuardPolicy Of(IEnumerable<GuardRule> rules, Caller? caller = null) => GuardPolicy.Make(options, Volatile.Read(ref _now).Own, caller, rules
        .OrderBy(rule => rule.Origin == GuardOrigin.Database).ThenBy(rule => rule.Scope).ThenBy(rule => rule.Origin == GuardOrigin.Database ? rule.Id : Guid.Empty));

    /// <summary>Replaces the rules of the organizations.</summary>
    public void Load(IEnumerable<GuardRule> rules)
    {
        lock (_gate)
        {
            Volatile.Write(ref _now, new Snapshot([.. options.Rules, .. rules], _now.Own));
        }
    }

    /// <summary>Changes what organizations give their guards to look for.</summary>
    public void Load(Func<OwnBook, OwnBook> change)
    {
        lock (_gate)
        {
            Volatile.Write(ref _now, new Snapshot(_now.Rules, change(_now.Own)));
        }
    }

    private GuardPolicy Make(Snapshot now, Caller caller)
    {
        if (now.Policies.Count >= MostRemembered)
        {
            now.Policies.Clear();
        }

        return now.Policies[(caller.KeyId, caller.TeamId, caller.PrincipalId)] = Of(now.Rules.Where(rule => GuardMatch.IsFor(rule, caller)), caller);
    }

    private sealed record Snapshot(IReadOnlyList<GuardRule> Rules, OwnBook Own)
    {
        public ConcurrentDictionary<(Guid Key, Guid Team, Guid Principal), GuardPolicy> Policies { get; } = new();
    }
}
