using System.Threading.Channels;
using Tollgate.Budgets;
using Tollgate.Core;
using Tollgate.TestKit;

namespace Tollgate.Tests.Budgets;

/// <summary>A till with windows made by hand: the in-memory half of budgets, without a database.</summary>
internal sealed class TillBench
{
    private readonly Channel<BudgetAlert> alerts = Channel.CreateUnbounded<BudgetAlert>();

    public TillBench(TimeSpan? holdWait = null) => Till = new BudgetTill(Clock, new BudgetOptions { HoldWait = holdWait ?? TimeSpan.FromSeconds(2) }, alerts.Writer);

    public HeldClock Clock { get; } = new();

    public BudgetTill Till { get; }

    public IReadOnlyList<BudgetAlert> Alerts
    {
        get
        {
            var heard = new List<BudgetAlert>();
            while (alerts.Reader.TryRead(out var alert))
            {
                heard.Add(alert);
            }

            return heard;
        }
    }

    public static Money Usd(string text) => Money.Parse(text);

    public static BudgetAsk Ask(string full, string? least = null) => new(Usd(full), Usd(least ?? full));

    public WindowCell Window(string limit, bool isHard = true, string name = "team-a/month")
    {
        var budget = new Budget
        {
            Id = Ids.New(Clock),
            OrganizationId = Ids.New(Clock),
            Name = name,
            Scope = BudgetScope.Organization,
            Limit = Usd(limit),
            Window = WindowKind.Month,
            Hard = isHard,
        };
        var window = WindowCalendar.Containing(WindowKind.Month, TimeZoneInfo.Utc, Clock.GetUtcNow());
        return new WindowCell(Ids.New(Clock), new BudgetSlot(budget, "", new BudgetOptions()), window) { Limit = budget.Limit, Granted = budget.Limit };
    }

    public BudgetHold Hold(WindowSet windows, string amount) => Till.TryReserve(windows, Ask(amount)).Hold ?? throw new InvalidOperationException("No hold.");
}
