using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Alerts;
using Tollgate.Audit;
using Tollgate.Budgets;
using Tollgate.Callers;
using Tollgate.Core;
using Tollgate.Ledger;
using Tollgate.Ledger.Journals;
using Tollgate.Ledger.Records;
using Tollgate.Limits;
using Tollgate.Telemetry;
using Tollgate.TestKit;
using Tollgate.Tests.Ledger;

namespace Tollgate.Tests.Budgets;

/// <summary>Budgets wired as the product wires them, with a real journal between a call and its window.</summary>
public sealed class BudgetJournalTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Guid Node = Guid.Parse("01900000-0000-7000-8000-00000000000a");

    [Fact]
    public async Task WhatTheLedgerWrites_IsInTheWindow_AndTheBooksBalance()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var product = Wire(database);
        var budget = await AddBudgetAsync(product);
        product.GetRequiredService<LedgerWriter>().Start();

        var hold = await SendAsync(product, "1.00", number: 1);
        Settle(product, hold, "0.40", "0.10");
        Assert.True(await product.GetRequiredService<LedgerWriter>().CatchUpAsync(TimeSpan.FromSeconds(10), None));

        Assert.Equal(400_000_000L, await database.ScalarAsync("select settled_nanos from budget_window"));
        Assert.Equal(100_000_000L, await database.ScalarAsync("select uncertain_nanos from budget_window"));
        Assert.Equal(500_000_000L, await database.ScalarAsync("select spent_nanos from budget_slice"));
        Assert.Equal(Money.Parse("4.50"), (await product.GetRequiredService<BudgetStandings>().OfAsync(budget, None)).Remaining);
        Assert.Empty(await product.GetRequiredService<WindowStore>().ImbalancesAsync(None));
    }

    [Fact]
    public async Task AfterAKill_TheJournalSaysWhatWasSpent_WhatIsUncertain_AndWhatComesBack()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var killed = Wire(database);
        var budget = await AddBudgetAsync(killed);
        Settle(killed, await SendAsync(killed, "1.00", number: 1), "0.40", "0.00");
        await SendAsync(killed, "2.00", number: 2);
        _ = await killed.GetRequiredService<BudgetKeeper>().ReserveAsync(Chain(killed), new BudgetAsk(Money.Parse("0.50"), Money.Parse("0.50")), None);

        await using var next = Wire(database);
        var report = await next.GetRequiredService<LedgerWriter>().ReplayAsync(None);
        await next.GetRequiredService<BudgetStart>().RunAsync(report.IsWhole, None);

        var standing = await next.GetRequiredService<BudgetStandings>().OfAsync(budget, None);
        Assert.Equal((Money.Parse("0.40"), Money.Parse("2.00"), Money.Parse("2.60"), Money.Zero), (standing.Settled, standing.Uncertain, standing.Remaining, standing.Reserved));
        Assert.Equal(1, standing.UncertainCalls);
        Assert.Empty(await next.GetRequiredService<WindowStore>().ImbalancesAsync(None));
    }

    [Fact]
    public async Task WhatAnOperatorTookForUnspent_DoesNotComeBackTwice_WhenProofArrives()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var product = Wire(database);
        var budget = await AddBudgetAsync(product);
        product.GetRequiredService<LedgerWriter>().Start();
        var sent = await SendAsync(product, "4.00", number: 1);
        Settle(product, sent, "1.00", "3.00");
        Assert.True(await product.GetRequiredService<LedgerWriter>().CatchUpAsync(TimeSpan.FromSeconds(10), None));
        Assert.Equal(Money.Parse("3.00"), await product.GetRequiredService<BudgetClerk>().ReleaseUncertainAsync(budget, None));

        var by = new AuditEvent(LedgerRig.Organization, LedgerRig.Key, "ann", "call.adjust", "call", sent.Call.RequestId.ToString(), "{}");
        var line = await product.GetRequiredService<LedgerAdjuster>().AdjustAsync(by, sent.Call.RequestId, 1, Money.Parse("1.50"), "The bill.", None);

        Assert.Null(line.Refusal);
        Assert.Equal(1_500_000_000L, await database.ScalarAsync("select settled_nanos from budget_window"));
        Assert.Equal(0L, await database.ScalarAsync("select uncertain_nanos + suspended_nanos + uncertain_calls from budget_window"));
        Assert.Empty(await product.GetRequiredService<WindowStore>().ImbalancesAsync(None));
    }

    [Fact]
    public async Task EveryPart_CanBeMade()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var product = Wire(database);

        Assert.NotEmpty(product.GetRequiredService<BudgetEndpoints>().Routes);
        Assert.NotEmpty(product.GetRequiredService<LimitEndpoints>().Routes);
        Assert.Equal(0, product.GetRequiredService<BudgetClock>().Imbalances);
    }

    private static ServiceProvider Wire(TestDatabase database) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(_ => database.Database)
        .AddSingleton<DbDataSource>(_ => database.Source)
        .AddSingleton(TimeProvider.System)
        .AddSingleton(new JournalOptions { Folder = Path.Combine(database.Folder, "journal") })
        .AddTelemetry()
        .AddAudit()
        .AddLedger()
        .AddAlerts(new AlertOptions())
        .AddBudgets(new BudgetOptions(), Node)
        .AddLimits(new LimitOptions())
        .AddSingleton(from => new CallerTargets(database.Source, from.GetRequiredService<TimeProvider>()))
        .AddSingleton<DowngradeCheck>(_ => _ => null)
        .BuildServiceProvider();

    private static async Task<Budget> AddBudgetAsync(ServiceProvider product)
    {
        var wish = new NewBudget { OrganizationId = LedgerRig.Organization, Scope = BudgetScope.Organization, Limit = Money.Parse("5.00") };
        return (await product.GetRequiredService<BudgetStore>().CreateAsync(wish, None)).Value!;
    }

    private static BudgetChain Chain(ServiceProvider product) => product.GetRequiredService<BudgetKeeper>()
        .Chain(new BudgetSubject(LedgerRig.Organization, LedgerRig.Team, LedgerRig.Key, LedgerRig.Principal, "agent-a", true));

    private static async Task<(BudgetHold Hold, CallIdentity Call, AttemptIdentity Attempt)> SendAsync(ServiceProvider product, string bound, int number)
    {
        var ask = new BudgetAsk(Money.Parse(bound), Money.Parse(bound));
        var hold = (await product.GetRequiredService<BudgetKeeper>().ReserveAsync(Chain(product), ask, None)).Value!;
        var attempt = LedgerRig.Attempt(boundNanos: hold.Amount.Nanos);
        attempt.Windows = hold.Windows.ToArray();
        var call = Sample.Call(number);
        Assert.Null(product.GetRequiredService<Journal>().AppendSent(new SentRecord(call, attempt)));
        return (hold, call, attempt);
    }

    private static void Settle(ServiceProvider product, (BudgetHold Hold, CallIdentity Call, AttemptIdentity Attempt) sent, string cost, string uncertain)
    {
        var settled = LedgerRig.Settled(sent.Call, sent.Attempt, Money.Parse(cost).Nanos) with { Uncertain = Money.Parse(uncertain) };
        Assert.True(product.GetRequiredService<Journal>().AppendSettled(settled, LedgerRig.Request(sent.Call)));
        sent.Hold.Settle(Money.Parse(cost), Money.Parse(uncertain));
    }
}
