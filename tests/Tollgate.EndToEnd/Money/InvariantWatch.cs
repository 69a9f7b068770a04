using Tollgate.EndToEnd.Gateway;
using Tollgate.TestKit.Bills;
using Tollgate.TestKit.Provider;

namespace Tollgate.EndToEnd.Money;

/// <summary>
/// Looks again and again whether true bill ≤ settled + uncertain + reserved ≤ limit. The bill is read first: whatever it holds then,
/// the gateway must have had its bound reserved before, and must account for it ever after.
/// </summary>
public sealed class InvariantWatch(FakeProvider provider, AdminClient admin, string budgetId)
{
    private readonly List<string> _breaches = [];

    /// <summary>How often it looked.</summary>
    public int Looks { get; private set; }

    /// <summary>What it found wrong.</summary>
    public IReadOnlyList<string> Breaches => _breaches;

    /// <summary>Looks until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await LookAsync(CancellationToken.None);
            await Task.Delay(20, CancellationToken.None);
        }
    }

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        var bill = provider.Bill.Total;
        var budget = await admin.GetAsync($"/api/budgets/{budgetId}", ct);
        var accounted = Money(budget, "settled") + Money(budget, "suspended") + Money(budget, "reserved");
        Looks++;
        if (bill > accounted)
        {
            _breaches.Add($"bill {bill.CeilingNanos()} > accounted {accounted.CeilingNanos()} nano-dollars");
        }

        if (accounted > Money(budget, "limit"))
        {
            _breaches.Add($"accounted {accounted.CeilingNanos()} > limit");
        }
    }

    /// <summary>A sum of money in an answer.</summary>
    public static Rational Money(System.Text.Json.Nodes.JsonNode node, string name) => Rational.Parse((string?)node[name] ?? "0");
}
