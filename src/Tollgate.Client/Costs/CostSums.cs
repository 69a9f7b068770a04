using Tollgate.Core;

namespace Tollgate.Client.Costs;

/// <summary>Running sums of calls: exact however many entries are forgotten.</summary>
internal sealed class CostSums
{
    private readonly Money[] _kinds = new Money[Enum.GetValues<CostKind>().Length];
    private TokenUsage _usage;

    /// <summary>How many calls.</summary>
    public long Calls { get; private set; }

    /// <summary>What they cost.</summary>
    public Money Cost { get; private set; }

    /// <summary>What they used.</summary>
    public TokenUsage Usage => _usage;

    /// <summary>What reading from the cache saved.</summary>
    public Money ReadSaving { get; private set; }

    /// <summary>What writing to the cache cost beyond fresh input.</summary>
    public Money WritePremium { get; private set; }

    /// <summary>Calls whose price was assumed or is incomplete.</summary>
    public long Uncertain { get; private set; }

    /// <summary>Adds a call.</summary>
    public void Add(CostEntry entry, in CostSplit split)
    {
        Calls++;
        Cost += entry.Cost;
        Uncertain += entry.Flags == LineFlags.None ? 0 : 1;
        ReadSaving += split.ReadSaving;
        WritePremium += split.WritePremium;
        for (var i = 0; i < _kinds.Length; i++)
        {
            _kinds[i] += split.Kinds[i];
        }

        AddUsage(entry.Usage);
    }

    /// <summary>Adds another's sums.</summary>
    public void Add(CostSums other)
    {
        Calls += other.Calls;
        Cost += other.Cost;
        Uncertain += other.Uncertain;
        ReadSaving += other.ReadSaving;
        WritePremium += other.WritePremium;
        for (var i = 0; i < _kinds.Length; i++)
        {
            _kinds[i] += other._kinds[i];
        }

        AddUsage(other._usage);
    }

    /// <summary>What the cost is made of.</summary>
    public CostBreakdown Breakdown() => new CostSplit(_kinds, ReadSaving, WritePremium).Breakdown(Cost);

    /// <summary>What the prompt cache was worth.</summary>
    public CacheEfficiency Efficiency()
    {
        var read = _usage[Unit.CacheRead] + _usage[Unit.CacheReadAudio] + _usage[Unit.CacheReadImage];
        var written = _usage[Unit.CacheWrite5m] + _usage[Unit.CacheWrite1h];
        var reachable = _usage.TotalInput - written;
        var net = ReadSaving - WritePremium;
        var without = (Cost + net).Nanos;
        return new CacheEfficiency
        {
            ReadSaving = ReadSaving,
            WritePremium = WritePremium,
            HitRatePercent = reachable == 0 ? 0m : read * 100m / reachable,
            SavingsPercent = without <= 0 ? 0m : net.Nanos * 100m / without,
        };
    }

    /// <summary>The sums under a name.</summary>
    public SessionCost View(string name) => new(name, Calls, Cost, _usage);

    private void AddUsage(in TokenUsage usage)
    {
        var sum = _usage;
        for (var i = 0; i < Units.Count; i++)
        {
            sum[(Unit)i] = checked(sum[(Unit)i] + usage[(Unit)i]);
        }

        _usage = sum;
    }
}
