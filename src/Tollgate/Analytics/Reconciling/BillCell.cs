using Tollgate.Core;

namespace Tollgate.Analytics.Reconciling;

/// <summary>Everything known about one time and model: the bill's usage and cost, and the attempts of the ledger.</summary>
internal sealed class BillCell(DateTimeOffset from, DateTimeOffset to, string? model)
{
    /// <summary>First instant.</summary>
    public DateTimeOffset From => from;

    /// <summary>The instant after the last.</summary>
    public DateTimeOffset To => to;

    /// <summary>The model; null for all.</summary>
    public string? Model => model;

    /// <summary>The attempts.</summary>
    public List<OwnAttempt> Attempts { get; } = [];

    /// <summary>What the bill says was used.</summary>
    public TokenUsage Used { get; private set; }

    /// <summary>Whether the bill says what was used.</summary>
    public bool HasUsage { get; private set; }

    /// <summary>What the bill says it cost, in nano-dollars.</summary>
    public decimal Nanos { get; private set; }

    /// <summary>How far that may be rounded.</summary>
    public decimal Precision { get; private set; }

    /// <summary>Whether the bill says what it cost.</summary>
    public bool HasCost { get; private set; }

    /// <summary>Adds a row of the bill.</summary>
    public void Add(BillRow row)
    {
        if (row.Usage is { } usage)
        {
            HasUsage = true;
            var sum = Used;
            for (var i = 0; i < Units.Count; i++)
            {
                sum[(Unit)i] += usage[(Unit)i];
            }

            Used = sum;
        }

        if (row.Nanos is { } nanos)
        {
            HasCost = true;
            Nanos += nanos;
            Precision += row.Precision;
        }
    }

    /// <summary>Usage on the bill less that of some attempts; reasoning counts as output, for exports do not tell them apart.</summary>
    public Dictionary<Unit, long> UsageLess(IEnumerable<OwnAttempt> attempts)
    {
        var less = new Dictionary<Unit, long>();
        for (var i = 0; i < Units.Count; i++)
        {
            Change(less, (Unit)i, Used[(Unit)i]);
            foreach (var attempt in attempts)
            {
                Change(less, (Unit)i, -attempt.Usage[(Unit)i]);
            }
        }

        return less.Where(unit => unit.Value != 0).ToDictionary();
    }

    private static void Change(Dictionary<Unit, long> usage, Unit unit, long by)
    {
        // Flat fees and sessions are no usage that an export names.
        if (unit is Unit.Request or Unit.CodeSession || by == 0)
        {
            return;
        }

        var counted = unit == Unit.Reasoning ? Unit.Output : unit;
        usage[counted] = usage.GetValueOrDefault(counted) + by;
    }
}
