using Tollgate.Core;
using Tollgate.Ledger.Queries;
using Tollgate.Ledger.Records;

namespace Tollgate.Tests.Ledger;

public sealed class SummaryStoreTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly CallFilter Everything = new() { OrganizationId = LedgerRig.Organization, From = DateTimeOffset.UnixEpoch, To = LedgerRig.Noon.AddYears(1) };

    public static TheoryData<string> AllDimensions => [.. Dimension.All.Select(dimension => dimension.Name), "tag:project"];

    [Theory]
    [MemberData(nameof(AllDimensions))]
    public async Task EveryBreakdownSumsToTheTotal_AndEqualsACountByHand(string name)
    {
        await using var rig = await LedgerRig.CreateAsync();
        var calls = await FillAsync(rig, new Random(11), 300);

        var summary = await rig.Sums.SumAsync(Everything, [Dimension.Find(name, 0)!], Ct);

        Assert.Equal(calls.Count, summary.Items.Sum(row => row.Calls));
        Assert.Equal(calls.Sum(call => call.Cost), summary.Items.Sum(row => row.CostUsd.Nanos));
        Assert.Equal(calls.Sum(call => call.Cost), summary.Total.CostUsd.Nanos);
        Assert.Equal(calls.Count(call => call.IsRefused), summary.Total.Refused);
    }

    [Fact]
    public async Task TwoDimensions_GiveOneGroupForEachPair()
    {
        await using var rig = await LedgerRig.CreateAsync();
        var calls = await FillAsync(rig, new Random(12), 300);

        var summary = await rig.Sums.SumAsync(Everything, [Dimension.Find("session", 0)!, Dimension.Find("tag:project", 1)!], Ct);

        var expected = calls.GroupBy(call => (call.Session, call.Project)).ToDictionary(group => group.Key, group => (Calls: group.LongCount(), Cost: group.Sum(call => call.Cost)));
        Assert.Equal(expected.Count, summary.Items.Count);
        Assert.All(summary.Items, row => Assert.Equal(expected[(row.Group["session"], row.Group["tag:project"]!)], (row.Calls, row.CostUsd.Nanos)));
    }

    [Fact]
    public async Task MoneyOfARetry_IsCountedAtTheProviderThatGotIt_AndTheCallWhereItEnded()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Writer.Start();
        var call = rig.Call();
        var (first, second) = (LedgerRig.Attempt(1, provider: "openai"), LedgerRig.Attempt(2, provider: "anthropic"));
        rig.Journal.AppendSent(new SentRecord(call, first));
        rig.Journal.AppendSettled(LedgerRig.Settled(call, first, costNanos: 3));
        rig.Journal.AppendSent(new SentRecord(call, second));
        rig.Journal.AppendSettled(LedgerRig.Settled(call, second, costNanos: 5), LedgerRig.Request(call, attempts: 2));
        await rig.CatchUpAsync();

        var summary = await rig.Sums.SumAsync(Everything, [Dimension.Find("provider", 0)!], Ct);

        Assert.Equal(
            [("anthropic", 1L, 5L), ("openai", 0L, 3L)],
            summary.Items.Select(row => (row.Group["provider"]!, row.Calls, row.CostUsd.Nanos)).OrderBy(row => row.Item1));
    }

    [Fact]
    public async Task ANameStandsForItsId()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Writer.Start();
        rig.Append();
        await rig.CatchUpAsync();

        var row = Assert.Single((await rig.Sums.SumAsync(Everything, [Dimension.Find("key", 0)!], Ct)).Items);

        Assert.Equal(("me", LedgerRig.Key.ToString()), (row.Group["key"], row.Ids!["key"]));
    }

    [Fact]
    public async Task ADayIsACalendarDayInUtc()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Writer.Start();
        rig.Append();
        await rig.CatchUpAsync();

        var summary = await rig.Sums.SumAsync(Everything, [Dimension.Find("day", 0)!, Dimension.Find("hour", 1)!], Ct);

        var group = Assert.Single(summary.Items).Group;
        Assert.Equal(("2026-11-21", "2026-11-21T12:00:00Z"), (group["day"], group["hour"]));
    }

    private static async Task<List<(string? Session, string Project, long Cost, bool IsRefused)>> FillAsync(LedgerRig rig, Random random, int count)
    {
        rig.Writer.Start();
        var calls = new List<(string?, string, long, bool)>();
        for (var i = 0; i < count; i++)
        {
            var session = random.Next(3) == 0 ? null : $"s-{random.Next(5)}";
            var project = $"p-{random.Next(3)}";
            var call = rig.Call(session);
            call.Tags = [new("project", project), new("other", "x")];
            if (random.Next(5) == 0)
            {
                rig.Journal.AppendRequest(LedgerRig.Request(call, CallResult.Refused, attempts: 0) with { Refusal = new Refusal(RefusalCode.RateLimited, "slow down") });
                calls.Add((session, project, 0, true));
                continue;
            }

            var cost = Spend(rig, random, call);
            calls.Add((session, project, cost, false));
        }

        await rig.CatchUpAsync();
        return calls;
    }

    private static long Spend(LedgerRig rig, Random random, CallIdentity call)
    {
        var (attempts, cost) = (random.Next(1, 4), 0L);
        for (var number = 1; number <= attempts; number++)
        {
            var (attempt, nanos) = (LedgerRig.Attempt(number, provider: $"provider-{random.Next(3)}", model: $"model-{random.Next(4)}"), random.NextInt64(1, 1_000_000_000));
            cost += nanos;
            rig.Journal.AppendSent(new SentRecord(call, attempt));
            var settled = LedgerRig.Settled(call, attempt, nanos);
            if (number < attempts)
            {
                rig.Journal.AppendSettled(settled);
                continue;
            }

            rig.Journal.AppendSettled(settled, LedgerRig.Request(call, attempts: attempts) with { Provider = attempt.Provider, Model = attempt.Model });
        }

        return cost;
    }
}
