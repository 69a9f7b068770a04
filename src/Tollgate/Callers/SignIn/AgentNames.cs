using System.Collections.Concurrent;

namespace Tollgate.Callers.SignIn;

/// <summary>The agents of each organization, read once per version of the data and shared by all its callers.</summary>
internal sealed class AgentNames
{
    private readonly ConcurrentDictionary<Guid, (long Version, IReadOnlyDictionary<string, Guid> Agents)> organizations = new();

    /// <summary>The agents of an organization by name.</summary>
    public async Task<IReadOnlyDictionary<string, Guid>> OfAsync(Guid organization, long version, CallerLookup lookup, CancellationToken ct)
    {
        if (organizations.TryGetValue(organization, out var known) && known.Version == version)
        {
            return known.Agents;
        }

        var agents = await lookup.AgentsAsync(organization, ct);
        organizations[organization] = (version, agents);
        return agents;
    }
}
