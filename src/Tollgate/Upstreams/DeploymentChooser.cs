using System.Collections.Concurrent;

namespace Tollgate.Upstreams;

/// <summary>
/// Chooses among the accounts of a model: by weight, leaving out those that cool down after a failure.
/// With an affinity (a session, a prompt cache key) the same account is chosen while it is well.
/// </summary>
internal sealed class DeploymentChooser(TimeProvider time, Random random)
{
    /// <summary>How long an account rests after a failure that names no time.</summary>
    public static readonly TimeSpan DefaultRest = TimeSpan.FromSeconds(5);

    /// <summary>The longest rest a provider can ask for.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(300);

    private readonly ConcurrentDictionary<string, long> _restsUntil = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>The account for a first attempt. When all rest, the one that wakes first: a rest never refuses a call by itself.</summary>
    public Deployment First(Deployment[] among, ulong affinity = 0)
    {
        if (among.Length == 1)
        {
            return among[0];
        }

        return Pick(among, null, affinity) ?? Soonest(among);
    }

    /// <summary>The account for one more attempt after <paramref name="failed"/>; null when no other one is well.</summary>
    public Deployment? Next(Deployment[] among, Deployment failed, ulong affinity = 0) =>
        among.Length == 1 ? null : Pick(among, failed, affinity);

    /// <summary>Lets an account rest: after a connect failure, 429, 5xx or 529.</summary>
    public void Rest(Deployment deployment, TimeSpan? retryAfter)
    {
        var rest = retryAfter ?? DefaultRest;
        rest = rest > LongestRest ? LongestRest : rest;
        _restsUntil[deployment.Name] = time.GetTimestamp() + (long)(rest.TotalSeconds * time.TimestampFrequency);
    }

    /// <summary>An account answered: it is well again.</summary>
    public void Wake(Deployment deployment)
    {
        if (!_restsUntil.IsEmpty)
        {
            _restsUntil.TryRemove(deployment.Name, out _);
        }
    }

    /// <summary>Whether an account rests now.</summary>
    public bool Rests(Deployment deployment) =>
        !_restsUntil.IsEmpty && _restsUntil.TryGetValue(deployment.Name, out var until) && until > time.GetTimestamp();

    private Deployment? Pick(Deployment[] among, Deployment? without, ulong affinity)
    {
        Deployment? best = null;
        var bestScore = double.PositiveInfinity;
        foreach (var deployment in among)
        {
            if (deployment.Weight <= 0 || IsSame(deployment, without) || Rests(deployment))
            {
                continue;
            }

            var score = -Math.Log(Draw(deployment, affinity)) / deployment.Weight;
            if (score < bestScore)
            {
                (best, bestScore) = (deployment, score);
            }
        }

        return best;
    }

    /// <summary>A number in (0, 1): a hash for an affinity (rendezvous hashing), else chance. The least of −ln(draw)/weight wins by weight.</summary>
    private double Draw(Deployment deployment, ulong affinity)
    {
        if (affinity == 0)
        {
            lock (_gate)
            {
                return 1.0 - random.NextDouble();
            }
        }

        var hash = affinity;
        foreach (var letter in deployment.Name)
        {
            hash = (hash ^ letter) * 0x100000001B3;
        }

        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        hash ^= hash >> 31;
        return ((hash >> 11) + 1) / (double)((1UL << 53) + 1);
    }

    private Deployment Soonest(Deployment[] among)
    {
        var best = among[0];
        var bestUntil = long.MaxValue;
        foreach (var deployment in among)
        {
            var until = _restsUntil.GetValueOrDefault(deployment.Name);
            if (deployment.Weight > 0 && until < bestUntil)
            {
                (best, bestUntil) = (deployment, until);
            }
        }

        return best;
    }

    private static bool IsSame(Deployment deployment, Deployment? other) =>
        other is not null && string.Equals(deployment.Name, other.Name, StringComparison.Ordinal);
}
