using System.Globalization;
using Tollgate.Analytics.Reports;
using Tollgate.Core;
using Tollgate.Pricing;

namespace Tollgate.Analytics.Reconciling;

/// <summary>Says where each part of a difference comes from, and what the bill proves about lines whose cost was not known for sure.</summary>
internal sealed class CellJudge(PriceCatalog prices, string provider)
{
    /// <summary>Judges one time and model.</summary>
    public ReconciledRow Judge(BillCell cell)
    {
        var (open, reported) = (cell.Attempts.FindAll(attempt => attempt.IsOpen), cell.Attempts.FindAll(attempt => attempt.IsReported));
        var (ledger, exactCost) = (Cost(cell.Attempts), Cost(cell.Attempts.Where(attempt => !attempt.IsOpen)));
        var extra = cell.HasUsage ? Price(cell, cell.UsageLess(reported)) : 0m;
        var bill = Bill(cell, Cost(reported), extra);
        var reasons = new List<Difference>();
        var proofs = new List<Proof>();
        var left = bill - ledger;
        left -= Rounding(reasons, cell, left);
        if (left != Money.Zero && open.Count > 0)
        {
            left -= Open(reasons, proofs, cell, open, bill - exactCost);
        }

        // What is on the bill beyond reported usage, and is not what proven lines cost, came another way.
        Rest(reasons, cell, left, open.Count > 0 ? 0 : extra - Cost(cell.Attempts.Where(attempt => !attempt.IsOpen && !attempt.IsReported)).Nanos);
        return new ReconciledRow
        {
            From = cell.From, To = cell.To, Model = cell.Model, Lines = cell.Attempts.Count, OpenLines = open.Count, LedgerUsd = ledger, BillUsd = bill, DifferenceUsd = bill - ledger,
            UsageDifference = cell.HasUsage ? cell.UsageLess(cell.Attempts).ToDictionary(unit => Units.Name(unit.Key), unit => unit.Value) : null,
            Reasons = reasons, UnexplainedUsd = bill - ledger - reasons.Aggregate(Money.Zero, static (sum, reason) => sum + reason.AmountUsd), Proofs = proofs,
        };
    }

    /// <summary>What the bill says; from an export of usage its price, and nothing where the bill has no such row.</summary>
    private static Money Bill(BillCell cell, Money reported, decimal extra)
    {
        if (cell.HasCost)
        {
            return Round(cell.Nanos);
        }

        return cell.HasUsage ? Round(reported.Nanos + extra) : Money.Zero;
    }

    /// <summary>Each line is rounded up by less than a nano-dollar, and the bill to its last decimal.</summary>
    private static Money Rounding(List<Difference> reasons, BillCell cell, Money left)
    {
        if (left == Money.Zero || Math.Abs((decimal)left.Nanos) > Tolerance(cell))
        {
            return Money.Zero;
        }

        reasons.Add(new Difference("rounding", left, $"Each of the {Count(cell.Attempts.Count)} is rounded up to whole nano-dollars, and the bill to its last decimal."));
        return left;
    }

    /// <summary>Lines that were not sure cost what the bill holds beyond the sure ones, as far as they can.</summary>
    private Money Open(List<Difference> reasons, List<Proof> proofs, BillCell cell, List<OwnAttempt> open, Money beyond)
    {
        var stands = Cost(open);
        var most = open.Aggregate(Money.Zero, static (sum, attempt) => sum + attempt.Most);
        var isProven = beyond.Nanos >= -Tolerance(cell) && beyond.Nanos <= most.Nanos + Tolerance(cell);
        var truth = Money.Min(Money.Max(beyond, Money.Zero), most);
        var change = isProven ? beyond - stands : truth - stands;
        if (change != Money.Zero)
        {
            reasons.Add(new Difference("open_lines", change, $"{Count(open.Count)} not known for sure stood at ${stands} and could cost up to ${most}; the bill leaves ${truth} for them."));
        }

        if (isProven && IsLinear(cell, open))
        {
            var parts = Portions.Of(truth, open.ConvertAll(attempt => (decimal)Math.Max(1, attempt.Most.Nanos)));
            var how = open.Count == 1 ? "" : $", the part of {open.Count} lines that together cost ${truth}";
            proofs.AddRange(open.Select((attempt, i) => new Proof(attempt, parts[i], $"The export of {provider} for {Text(cell.From)} to {Text(cell.To)}{how}.")));
        }

        return change;
    }

    private void Rest(List<Difference> reasons, BillCell cell, Money left, decimal extra)
    {
        if (left < Money.Zero)
        {
            reasons.Add(Less(cell, left));
            return;
        }

        var elsewhere = Elsewhere(cell, left, extra);
        if (elsewhere > Money.Zero)
        {
            var unless = cell.HasUsage || cell.Attempts.Count == 0 ? "" : ", unless its price is higher than the catalogue says: an export of usage would tell";
            reasons.Add(new Difference("not_through_gateway", elsewhere, $"This is on the bill and did not come through the gateway{unless}."));
        }

        if (left > elsewhere)
        {
            reasons.Add(new Difference("price_differs", left - elsewhere, $"The usage agrees, the price does not: the catalogue's prices of {cell.Model ?? provider} are lower than those billed."));
        }
    }

    private static Difference Less(BillCell cell, Money left) => cell is { HasCost: false } or { Nanos: 0 }
        ? new Difference("missing_on_bill", left, $"The ledger holds {Count(cell.Attempts.Count)} of this model that the bill does not have, or not in this time.")
        : new Difference("billed_less", left, "The provider billed less than its usage reports say: a credit, a discount that is not in the settings, or batch prices.");

    /// <summary>With usage and costs on the bill it can be told what came another way from what cost more.</summary>
    private static Money Elsewhere(BillCell cell, Money left, decimal extra)
    {
        if (!cell.HasUsage || !cell.HasCost)
        {
            return left;
        }

        var elsewhere = Money.Min(left, Money.Max(Money.Zero, Round(extra)));
        return (left - elsewhere).Nanos <= Tolerance(cell) ? left : elsewhere;
    }

    private static Money Cost(IEnumerable<OwnAttempt> attempts) => attempts.Aggregate(Money.Zero, static (sum, attempt) => sum + attempt.Cost);

    /// <summary>What a difference in usage costs at the prices of the time, in nano-dollars.</summary>
    private decimal Price(BillCell cell, Dictionary<Unit, long> residual)
    {
        if (residual.Count == 0 || cell.Model is null)
        {
            return 0;
        }

        var (more, less) = (default(TokenUsage), default(TokenUsage));
        foreach (var (unit, count) in residual)
        {
            if (count > 0)
            {
                more[unit] = count;
            }
            else
            {
                less[unit] = -count;
            }
        }

        var row = Row(cell);
        return PriceFunction.Cost(row, more, default).Nanos - (decimal)PriceFunction.Cost(row, less, default).Nanos;
    }

    /// <summary>Whether the cost of a sum of usage is the sum of costs: not where long contexts have prices of their own.</summary>
    private bool IsLinear(BillCell cell, List<OwnAttempt> open) => cell.HasCost || open.Count == 1 || (cell.Model is not null && Row(cell).Standard.Tiers.Count == 0);

    private PriceRow Row(BillCell cell) => prices.Current.Resolve(cell.Model!, provider, cell.From).Value?.Price ?? PriceRow.None;

    private static decimal Tolerance(BillCell cell) => cell.Attempts.Count + cell.Precision;

    private static Money Round(decimal nanos) => new(decimal.ToInt64(decimal.Round(nanos)));

    private static string Count(int lines) => lines == 1 ? "1 line" : string.Create(CultureInfo.InvariantCulture, $"{lines} lines");

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
}
