using Tollgate.Ledger;

namespace Tollgate.Analytics.Rollups;

/// <summary>Adds up what the ledger's writer brings until the follower fetches it: reading the rows back costs more than writing them did.</summary>
internal sealed class RollupTap
{
    private readonly Lock _gate = new();
    private readonly CacheSavings _savings = new();
    private RollupIntake _intake;

    /// <summary>A tap that has seen nothing.</summary>
    public RollupTap() => _intake = new RollupIntake(_savings);

    /// <summary>Takes a batch; runs on the writer's thread.</summary>
    public void Take(IReadOnlyList<NewRow> rows)
    {
        lock (_gate)
        {
            _intake.Add(rows);
        }
    }

    /// <summary>What came since the last time; what comes from now on follows on it.</summary>
    public RollupIntake Fetch()
    {
        lock (_gate)
        {
            var fetched = _intake;
            _intake = fetched.IsWhole ? new RollupIntake(fetched) : new RollupIntake(_savings);
            return fetched;
        }
    }

    /// <summary>Begins anew with the next batch: somebody has read the rows until now.</summary>
    public void BeginAnew()
    {
        lock (_gate)
        {
            _intake = new RollupIntake(_savings);
        }
    }
}
