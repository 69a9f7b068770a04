using Tollgate.Budgets;
using Tollgate.Ledger;
using Tollgate.Ledger.Journals;
using Tollgate.Telemetry;

namespace Tollgate.Hosting;

/// <summary>What is read when somebody asks for the metrics: how far the database is behind the journal, and whether the books balance.</summary>
internal static class GatewayGauges
{
    /// <summary>Declares them in a registry.</summary>
    public static void AddTo(MetricRegistry registry, Journal journal, LedgerWriter ledger, BudgetClock budgets, GatewayState state)
    {
        registry.Add(new Gauge("tollgate_ready", "1 while calls are taken.", MetricScale.One, () => state.IsReady && journal.Health().IsReady ? 1 : 0));
        registry.Add(new Gauge("tollgate_journal_bytes", "Allocated bytes of the journal's files.", MetricScale.One, () => journal.Health().Bytes));
        registry.Add(new Gauge("tollgate_journal_open_attempts", "Attempts sent whose end is not recorded yet.", MetricScale.One, () => journal.Health().OpenAttempts));
        registry.Add(new Gauge("tollgate_journal_unsynced_bytes", "Bytes written and not yet forced to the disk.", MetricScale.One, () => journal.Health().UnsyncedBytes));
        registry.Add(new Gauge("tollgate_ledger_pending_records", "Records of the journal that the database does not hold yet.", MetricScale.One, () => ledger.Health().PendingRecords));
        registry.Add(new Gauge("tollgate_ledger_lag_seconds", "Age of the oldest record that the database does not hold yet.", MetricScale.Micro, () => ledger.Health().Lag.Ticks / TimeSpan.TicksPerMicrosecond));
        registry.Add(new ObservedCounter("tollgate_ledger_failures_total", "Batches that the database did not take at once.", MetricScale.One, () => ledger.Health().Failures));
        registry.Add(new ObservedCounter("tollgate_ledger_rejected_total", "Records that the database would not take.", MetricScale.One, () => ledger.Health().Rejected));
        registry.Add(new Gauge("tollgate_budget_imbalances", "Windows of budgets whose books do not balance.", MetricScale.One, () => budgets.Imbalances));
    }
}
