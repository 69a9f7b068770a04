using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Budgets;
using Tollgate.Core;
using Tollgate.Ledger;
using Tollgate.TestKit;
using Tollgate.Tests.Alerts;

namespace Tollgate.Tests.Budgets;

/// <summary>Budgets with everything real but the clock; can be restarted as after a crash.</summary>
internal sealed class BudgetBench : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TestDatabase database;
    private readonly Guid node;
    private readonly Channel<BudgetAlert> alerts = Channel.CreateUnbounded<BudgetAlert>();

    private readonly Channel<WindowAdjustment> adjustments = Channel.CreateUnbounded<WindowAdjustment>();

    private BudgetBench(TestDatabase database, HeldClock clock)
    {
        this.database = database;
        Clock = clock;
        Alerts = AlertBench.On(database, clock);
        node = Ids.New(clock);
        Organization = Ids.New(clock);
        Call = new BudgetSubject(Organization, Ids.New(clock), Ids.New(clock), Ids.New(clock), "bot", true);
        Build();
    }

    public HeldClock Clock { get; }

    public Guid Organization { get; }

    public BudgetSubject Call { get; }

    public BudgetBook Book { get; private set; } = null!;

    public BudgetTill Till { get; private set; } = null!;

    public BudgetStore Store { get; private set; } = null!;

    public RaiseStore Raises { get; private set; } = null!;

    public WindowStore Windows { get; private set; } = null!;

    public WindowOpener Opener { get; private set; } = null!;

    public BudgetKeeper Keeper { get; private set; } = null!;

    public BudgetClerk Clerk { get; private set; } = null!;

    public BudgetStandings Standings { get; private set; } = null!;

    public BudgetClock Ticker { get; private set; } = null!;

    public BudgetAlarms Alarms { get; private set; } = null!;

    public BudgetSweep Sweep { get; private set; } = null!;

    /// <summary>The alert engine that hears of thresholds.</summary>
    public AlertBench Alerts { get; }

    public BudgetPostings Postings { get; private set; } = null!;

    public LiveFeed Feed { get; } = new(TimeProvider.System);

    /// <summary>How often a window asked the ledger to catch up first.</summary>
    public int CatchUps { get; private set; }

    public TestDatabase Database => database;

    public static async Task<BudgetBench> CreateAsync(HeldClock? clock = null)
    {
        var held = clock ?? new HeldClock();
        return new BudgetBench(await TestDatabase.CreateAsync(held), held);
    }

    /// <summary>A new incarnation on the same database, as after a crash and a replay.</summary>
    public async Task RestartAsync(bool isJournalWhole = true)
    {
        Opener.Dispose();
        Build();
        await new BudgetStart(Store, Book, Windows, NullLogger<BudgetStart>.Instance).RunAsync(isJournalWhole, None);
    }

    public NewBudget Wish(string limit, WindowKind window = WindowKind.Day) =>
        new() { OrganizationId = Organization, Scope = BudgetScope.Organization, Limit = Money.Parse(limit), Window = window, Name = $"all/{window}" };

    public async Task<Budget> AddAsync(NewBudget wish)
    {
        var made = await Store.CreateAsync(wish, None);
        return made.Value ?? throw new InvalidOperationException(made.Refusal!.Sentence);
    }

    public ValueTask<Outcome<BudgetHold>> ReserveAsync(string full, string? least = null, BudgetSubject? call = null) =>
        Keeper.ReserveAsync(Keeper.Chain(call ?? Call), new BudgetAsk(Money.Parse(full), Money.Parse(least ?? full)), None);

    public async Task SpendAsync(string cost, string uncertain = "0.00", BudgetSubject? call = null)
    {
        var (owed, doubt) = (Money.Parse(cost), Money.Parse(uncertain));
        var reserved = await Keeper.ReserveAsync(Keeper.Chain(call ?? Call), new BudgetAsk(owed + doubt, owed + doubt), None);
        var hold = reserved.Value ?? throw new InvalidOperationException(reserved.Refusal!.Sentence);
        hold.Settle(owed, doubt);
        await PostAsync(hold.Windows.ToArray(), owed, doubt);
    }

    /// <summary>What the ledger does with a settled line.</summary>
    public async Task PostAsync(Guid[] windows, Money cost, Money uncertain, LineKind kind = LineKind.Charge)
    {
        await using var connection = await database.Source.OpenConnectionAsync(None);
        await using var transaction = await connection.BeginTransactionAsync(None);
        var line = new SettledLine(Ids.New(Clock), 1, kind, Organization, cost, uncertain, cost + uncertain, windows, Clock.GetUtcNow());
        await Postings.PostAsync(transaction, [line], None);
        await transaction.CommitAsync(None);
    }

    /// <summary>Lets the reader of alerts come to an end.</summary>
    public void CloseAlerts() => alerts.Writer.TryComplete();

    /// <summary>What the till announced reaches the engine.</summary>
    public async Task AnnounceAsync()
    {
        while (alerts.Reader.TryRead(out var alert))
        {
            await Alarms.RaiseAsync(alert, None);
        }
    }

    /// <summary>As when the channel was full: what the till announced is lost.</summary>
    public int LoseAlerts()
    {
        var lost = 0;
        while (alerts.Reader.TryRead(out _))
        {
            lost++;
        }

        return lost;
    }

    public Task<BudgetReply> StandingAsync(Budget budget) => Standings.OfAsync(budget, None);

    public async ValueTask DisposeAsync()
    {
        Opener.Dispose();
        await database.DisposeAsync();
    }

    private Task<bool> CatchUpAsync(TimeSpan patience, CancellationToken ct)
    {
        CatchUps++;
        return Task.FromResult(true);
    }

    private void Build()
    {
        var options = new BudgetOptions();
        var incarnation = new BudgetNode(node, Ids.New(Clock));
        Book = new BudgetBook(options);
        Till = new BudgetTill(Clock, options, alerts.Writer);
        Store = new BudgetStore(database.Source, Book, Clock);
        Raises = new RaiseStore(database.Source, Clock);
        Windows = new WindowStore(database.Source, incarnation, Clock);
        Opener = new WindowOpener(Windows, Book, Till, CatchUpAsync, Clock, NullLogger<WindowOpener>.Instance);
        Keeper = new BudgetKeeper(Book, Opener, Till);
        Clerk = new BudgetClerk(Store, Raises, Windows, Opener, Book, Clock);
        Standings = new BudgetStandings(database.Source, Book, Clerk, Opener, Till, Clock);
        Alarms = new BudgetAlarms(Alerts.Desk, new BudgetFeed(Feed), options);
        Sweep = new BudgetSweep(database.Source, Book, Windows, Alarms, options, Clock);
        Ticker = new BudgetClock(Book, Opener, Windows, Clerk, Alarms, Sweep, alerts.Reader, adjustments.Reader, Clock, NullLogger<BudgetClock>.Instance);
        Postings = new BudgetPostings(incarnation, adjustments.Writer);
    }
}
