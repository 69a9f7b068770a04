using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Ledger;
using Tollgate.Pricing;

namespace Tollgate.Analytics.Reconciling;

/// <summary>Lays a provider's bill beside the ledger, time by time and model by model; what it proves can become adjustments.</summary>
internal sealed class Reconciler(OwnAttempts attempts, PriceCatalog prices, LedgerAdjuster adjuster)
{
    /// <summary>Compares.</summary>
    public async Task<ReconcileReply> CompareAsync(Guid? organization, ProviderBill bill, string provider, string? deployment, CancellationToken ct)
    {
        var (from, to) = (bill.Rows.Min(row => row.From), bill.Rows.Max(row => row.To));
        var own = await attempts.ReadAsync(organization, provider, deployment, from, to, ct);
        var judge = new CellJudge(prices, provider);
        var rows = Cells(bill, provider, own).Select(judge.Judge).OrderBy(row => row.From).ThenBy(row => row.Model, StringComparer.Ordinal).ToList();
        return new ReconcileReply(
            provider, from, to, rows, Sum(rows.Select(row => row.LedgerUsd)), Sum(rows.Select(row => row.BillUsd)), Sum(rows.Select(row => row.DifferenceUsd)),
            rows.SelectMany(row => row.Reasons).GroupBy(reason => reason.Reason).OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => Sum(group.Select(reason => reason.AmountUsd))),
            Sum(rows.Select(row => row.UnexplainedUsd)), rows.Sum(row => row.Proofs.Count), 0);
    }

    /// <summary>Writes what a comparison proves as adjustments, each audited; how many.</summary>
    public async Task<int> ApplyAsync(ReconcileReply compared, Func<OwnAttempt, AuditEvent> by, CancellationToken ct)
    {
        var adjusted = 0;
        foreach (var proof in compared.Items.SelectMany(row => row.Proofs))
        {
            var line = await adjuster.AdjustAsync(by(proof.Attempt), proof.Attempt.RequestId, proof.Attempt.Number, proof.Cost, proof.Reason, ct);
            adjusted += line.IsRefused ? 0 : 1;
        }

        return adjusted;
    }

    /// <summary>Rows of one time and model together, by the catalogue's name of the model; attempts find their row, or make one without a bill.</summary>
    private List<BillCell> Cells(ProviderBill bill, string provider, List<OwnAttempt> own)
    {
        var cells = new Dictionary<(DateTimeOffset, string?), BillCell>();
        var isByModel = bill.Rows.Any(row => row.Model is not null);
        foreach (var row in bill.Rows)
        {
            Cell(cells, row.From, row.To, row.Model is null ? null : Name(provider, row.Model, row.From)).Add(row);
        }

        var names = new BilledNames(cells.Keys.Select(key => key.Item2));
        var times = bill.Rows.Select(row => (row.From, row.To)).Distinct().OrderBy(time => time.From).ToList();
        // Attempts come nearly in the order of their time: most are in the time of the one before.
        (DateTimeOffset From, DateTimeOffset To) time = default;
        foreach (var attempt in own)
        {
            time = IsIn(attempt, time) ? time : times.Find(other => IsIn(attempt, other));
            if (time != default)
            {
                Cell(cells, time.From, time.To, isByModel ? names.Of(Name(provider, attempt.Model, attempt.SentAt)) : null).Attempts.Add(attempt);
            }
        }

        return [.. cells.Values];
    }

    private static bool IsIn(OwnAttempt attempt, (DateTimeOffset From, DateTimeOffset To) time) => attempt.SentAt >= time.From && attempt.SentAt < time.To;

    private static BillCell Cell(Dictionary<(DateTimeOffset, string?), BillCell> cells, DateTimeOffset from, DateTimeOffset to, string? model)
    {
        if (!cells.TryGetValue((from, model), out var cell))
        {
            cells.Add((from, model), cell = new BillCell(from, to, model));
        }

        return cell;
    }

    private string Name(string provider, string model, DateTimeOffset at) => prices.Current.Resolve(model, provider, at).Value?.Model ?? model;

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, static (sum, amount) => sum + amount);
}
