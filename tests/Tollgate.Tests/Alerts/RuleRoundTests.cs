using Tollgate.Alerts;
using Tollgate.Alerts.Notices;
using Tollgate.Alerts.Rules;
using Tollgate.Core;
using Tollgate.TestKit;

namespace Tollgate.Tests.Alerts;

public sealed class RuleRoundTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(19, 19, false)]
    [InlineData(20, 1, false)]
    [InlineData(20, 2, true)]
    [InlineData(200, 19, false)]
    [InlineData(200, 20, true)]
    [InlineData(20, 0, false)]
    public async Task AnErrorRate_FiresFromItsThresholdOn_WithEnoughCalls(int calls, int failed, bool fires)
    {
        await using var rig = await Rig.CreateAsync(new RuleBody { Kind = AlertKind.ErrorRate });
        rig.Bench.Tally = (_, _, _) => [new CallTally("", calls, failed, Money.Zero)];

        await rig.Bench.Round.RunAsync(None);

        Assert.Equal(fires ? 1 : 0, rig.Bench.Told.Count);
    }

    [Fact]
    public async Task AnErrorRate_IsToldOnce_RemindedOfAfterTheCoolDown_AndOverOnce()
    {
        await using var rig = await Rig.CreateAsync(new RuleBody { Kind = AlertKind.ErrorRate, Each = RuleEach.Provider, Name = "outages" });
        var failed = 15;
        rig.Bench.Tally = (_, _, _) => [new CallTally("openai", 30, failed, Money.Zero), new CallTally("anthropic", 30, 0, Money.Zero)];

        await rig.Bench.Round.RunAsync(None);
        rig.Clock.Advance(TimeSpan.FromMinutes(59));
        await rig.Bench.Round.RunAsync(None);
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await rig.Bench.Round.RunAsync(None);
        failed = 1;
        await rig.Bench.Round.RunAsync(None);
        await rig.Bench.Round.RunAsync(None);

        Assert.Equal([NoticeState.Raised, NoticeState.Reminder, NoticeState.Recovered], rig.Bench.Told.Select(notice => notice.State));
        Assert.Equal(("50 % of calls of provider 'openai' fail", "50", "10", 30L), (rig.Bench.Told[0].Title, rig.Bench.Told[0].Metric!.Value, rig.Bench.Told[0].Metric!.Threshold, rig.Bench.Told[0].Metric!.Calls));
        Assert.Equal("Over: 50 % of calls of provider 'openai' fail", rig.Bench.Told[2].Title);
        Assert.Single(rig.Bench.Told.Select(notice => notice.AlertId).Distinct());
    }

    [Theory]
    [InlineData("3.00", "24.00", false)]
    [InlineData("3.000000001", "24.00", true)]
    [InlineData("0.99", "0.10", false)]
    [InlineData("500.00", "0.00", false)]
    public async Task ASpike_IsMoreThanThreeTimesTheUsual_AndAboveADollar(string now, string past, bool fires)
    {
        await using var rig = await Rig.CreateAsync(new RuleBody { Kind = AlertKind.CostSpike });
        rig.Bench.Tally = (_, from, to) => [new CallTally("", 10, 0, Money.Parse(to - from > TimeSpan.FromHours(1) ? past : now))];

        await rig.Bench.Round.RunAsync(None);

        Assert.Equal(fires ? 1 : 0, rig.Bench.Told.Count);
    }

    [Fact]
    public async Task ASpike_IsHeldAgainstThePastOfTheSameSubject_WhichIsSummedNowAndThen()
    {
        await using var rig = await Rig.CreateAsync(new RuleBody { Kind = AlertKind.CostSpike, Each = RuleEach.Agent });
        var (pasts, asked) = (0, new List<(DateTimeOffset From, DateTimeOffset To)>());
        rig.Bench.Tally = (each, from, to) =>
        {
            Assert.Equal(RuleEach.Agent, each);
            asked.Add((from, to));
            if (to - from == TimeSpan.FromHours(1))
            {
                return [new CallTally("bot", 1, 0, Money.Parse("40.00")), new CallTally("new", 1, 0, Money.Parse("900.00")), new CallTally("calm", 1, 0, Money.Parse("2.00"))];
            }

            pasts++;
            return [new CallTally("bot", 9, 0, Money.Parse("240.00")), new CallTally("calm", 9, 0, Money.Parse("24.00"))];
        };

        await rig.Bench.Round.RunAsync(None);
        rig.Clock.Advance(TimeSpan.FromMinutes(4));
        await rig.Bench.Round.RunAsync(None);
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await rig.Bench.Round.RunAsync(None);

        var told = Assert.Single(rig.Bench.Told);
        Assert.Equal(("agent 'bot' spends 4 times the usual", "agent 'bot' spent $40.00 in the last 60 minutes; usual are $10.00."), (told.Title, told.Text));
        Assert.Equal(("40.00", "30.00"), (told.Metric!.Value, told.Metric.Threshold));
        Assert.Equal(2, pasts);
        Assert.Equal(asked[1].From, asked[0].To);
    }

    [Fact]
    public async Task AnAgentThatGoesQuiet_IsMissed_UntilItCallsOrIsForgotten()
    {
        await using var rig = await Rig.CreateAsync(new RuleBody { Kind = AlertKind.AgentInactive, OverMinutes = 60, CoolDownMinutes = 0 });
        var last = rig.Clock.GetUtcNow();
        rig.Bench.Agents = since => last >= since ? [new AgentSeen("bot", last)] : [];

        rig.Clock.Advance(TimeSpan.FromMinutes(59));
        await rig.Bench.Round.RunAsync(None);
        Assert.Empty(rig.Bench.Told);
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await rig.Bench.Round.RunAsync(None);
        last = rig.Clock.GetUtcNow();
        await rig.Bench.Round.RunAsync(None);

        Assert.Equal([NoticeState.Raised, NoticeState.Recovered], rig.Bench.Told.Select(notice => notice.State));
        Assert.Equal(("Agent 'bot' has gone quiet", "60"), (rig.Bench.Told[0].Title, rig.Bench.Told[0].Metric!.Value));
    }

    [Fact]
    public async Task ATarget_IsTheOnlySubjectOfItsRule()
    {
        await using var rig = await Rig.CreateAsync(new RuleBody { Kind = AlertKind.AgentInactive, Target = "bot" });
        var long0 = rig.Clock.GetUtcNow() - TimeSpan.FromDays(2);
        rig.Bench.Agents = _ => [new AgentSeen("bot", long0), new AgentSeen("other", long0)];

        await rig.Bench.Round.RunAsync(None);

        Assert.Equal("bot", Assert.Single(rig.Bench.Told).Metric!.Subject);
    }

    [Fact]
    public async Task ARuleThatIsSwitchedOffOrDeleted_EndsItsAlertsInSilence()
    {
        await using var rig = await Rig.CreateAsync(new RuleBody { Kind = AlertKind.ErrorRate, CoolDownMinutes = 0 });
        rig.Bench.Tally = (_, _, _) => [new CallTally("", 20, 20, Money.Zero)];
        await rig.Bench.Round.RunAsync(None);
        var off = (await rig.Bench.Rules.UpdateAsync(rig.Bench.Admin, rig.Rule with { IsEnabled = false }, None)).Value!;
        await rig.Bench.Round.RunAsync(None);
        var whenOff = await OpenAsync();
        await rig.Bench.Rules.UpdateAsync(rig.Bench.Admin, off with { IsEnabled = true }, None);
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await rig.Bench.Round.RunAsync(None);
        var whenOn = await OpenAsync();

        await rig.Bench.Rules.DeleteAsync(rig.Bench.Admin, rig.Rule, None);

        Assert.Equal((0, 1, 0), (whenOff, whenOn, await OpenAsync()));
        Assert.Equal([NoticeState.Raised, NoticeState.Raised], rig.Bench.Told.Select(notice => notice.State));

        async Task<int> OpenAsync() => (await rig.Bench.Alerts.ListAsync(rig.Bench.Organization, null, false, null, 10, None)).Count;
    }

    [Fact]
    public async Task AnAssumedPrice_IsToldOnceADayPerModel_AndTheLedgerIsReadOnce()
    {
        await using var rig = await Rig.CreateAsync(null);
        var asked = new List<long>();
        var last = 7L;
        rig.Bench.Assumed = after =>
        {
            asked.Add(after);
            return (last, after == last ? [] : [new AssumedPrice(rig.Bench.Organization, "openai", "gpt-99", 3, Money.Parse("1.50"), rig.Clock.GetUtcNow())]);
        };

        await rig.Bench.Rounds.CheckAsync(None);
        await rig.Bench.Rounds.CheckAsync(None);
        last = 9;
        await rig.Bench.Rounds.CheckAsync(None);
        var sameDay = rig.Bench.Told.Count;
        rig.Clock.Advance(TimeSpan.FromDays(1));
        last = 11;
        await rig.Bench.Rounds.CheckAsync(None);

        Assert.Equal([0, 7, 7, 9], asked);
        Assert.Equal((1, 2), (sameDay, rig.Bench.Told.Count));
        Assert.Contains("`tollgate models price gpt-99 --input … --output …`", rig.Bench.Told[0].Text, StringComparison.Ordinal);
        rig.Clock.Advance(TimeSpan.FromHours(25));
        await rig.Bench.Rounds.CheckAsync(None);
        Assert.Empty(await rig.Bench.Alerts.ListAsync(rig.Bench.Organization, null, false, null, 10, None));
    }

    private sealed class Rig(TestDatabase database, HeldClock clock) : IAsyncDisposable
    {
        public HeldClock Clock => clock;

        public AlertBench Bench { get; } = AlertBench.On(database, clock);

        public AlertRule Rule { get; private set; } = null!;

        public static async Task<Rig> CreateAsync(RuleBody? body)
        {
            var clock = new HeldClock();
            var rig = new Rig(await TestDatabase.CreateAsync(clock), clock);
            if (body is not null)
            {
                var rule = body.ToRule(Ids.New(clock), rig.Bench.Organization, rig.Bench.Options, clock.GetUtcNow());
                rig.Rule = (await rig.Bench.Rules.CreateAsync(rig.Bench.Admin, rule, None)).Value ?? throw new InvalidOperationException("The rule is refused.");
            }

            return rig;
        }

        public async ValueTask DisposeAsync()
        {
            Bench.Dispose();
            await database.DisposeAsync();
        }
    }
}
