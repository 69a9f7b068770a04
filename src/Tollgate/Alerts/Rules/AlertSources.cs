namespace Tollgate.Alerts.Rules;

/// <summary>What rules look at; given by hosting, so that alerts know nothing of the ledger and its tables.</summary>
/// <param name="Tally">The calls of an organization that began in a time, by subject.</param>
/// <param name="Agents">The agents of an organization that signed in since a time.</param>
/// <param name="AssumedPrices">Lines with an assumed price after a place of the ledger, by organization and model, and the ledger's last place.</param>
internal sealed record AlertSources(
    Func<Guid, RuleEach, DateTimeOffset, DateTimeOffset, CancellationToken, Task<IReadOnlyList<CallTally>>> Tally,
    Func<Guid, DateTimeOffset, CancellationToken, Task<IReadOnlyList<AgentSeen>>> Agents,
    Func<long, CancellationToken, Task<(long Last, IReadOnlyList<AssumedPrice> Prices)>> AssumedPrices);
