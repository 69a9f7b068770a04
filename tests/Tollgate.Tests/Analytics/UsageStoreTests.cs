using Tollgate.Analytics.Rollups;
using Tollgate.Analytics.Usage;

namespace Tollgate.Tests.Analytics;

public sealed class UsageStoreTests
{
    private const int Batches = 4;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static bool IsLong => Environment.GetEnvironmentVariable("TOLLGATE_LONG") is not null;

    /// <summary>Random ledgers and questions: 10,000 ledgers in the long form.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_answer_equals_a_count_by_hand(int batch)
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        var ledgers = IsLong ? 10_000 / Batches : 8;
        for (var i = 0; i < ledgers; i++)
        {
            var ledger = new RandomLedger((i * Batches) + batch);
            await ledger.FillAsync(rig, ledger.Random.Next(1, 60));
            for (var asked = 0; asked < 6; asked++)
            {
                await CheckAsync(rig, ledger, Question(ledger));
            }
        }

        var check = await rig.Follower.CheckAsync(Ct);
        Assert.Empty(check.Items);
        Assert.Equal(await rig.NumberAsync("select count(*) from request"), check.Calls);
        Assert.Equal(await rig.NumberAsync("select coalesce(sum(cost_nanos), 0) from ledger_line"), await rig.NumberAsync("select coalesce(sum(cost_nanos), 0) from usage_day where detail = 0"));
    }

    [Fact]
    public async Task What_was_built_again_is_what_was_followed()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        var ledger = new RandomLedger(77);
        await ledger.FillAsync(rig, 200);
        await rig.Follower.CatchUpAsync(Ct);
        var followed = await TableAsync(rig);

        await rig.Follower.RebuildAsync(Ct);

        Assert.Equal(followed, await TableAsync(rig));
    }

    [Fact]
    public async Task What_passed_by_the_tap_is_not_read_back()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        for (var i = 0; i < 10; i++)
        {
            await rig.CallAsync(Guid.AllBitsSet, AnalyticsRig.Now, 7);
        }

        // Whoever reads the rows back gets other sums.
        await rig.Database.ScalarAsync("update ledger_line set cost_nanos = 1000");
        await rig.Follower.CatchUpAsync(Ct);
        var first = await rig.NumberAsync("select sum(cost_nanos) from usage_day where detail = 0");
        await rig.CallAsync(Guid.AllBitsSet, AnalyticsRig.Now, 7);
        await rig.Database.ScalarAsync("update ledger_line set cost_nanos = 1000");
        await rig.Follower.CatchUpAsync(Ct);

        Assert.Equal((70, 77, 11), (first, await rig.NumberAsync("select sum(cost_nanos) from usage_day where detail = 0"), await rig.NumberAsync("select sum(calls) from usage_day where detail = 2")));
    }

    [Fact]
    public async Task What_somebody_else_wrote_between_is_read()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        foreach (var isTapped in (bool[])[true, false, true, true, false])
        {
            rig.IsTapped = isTapped;
            await rig.CallAsync(Guid.AllBitsSet, AnalyticsRig.Now, 7);
        }

        await rig.Follower.CatchUpAsync(Ct);
        rig.IsTapped = true;
        await rig.CallAsync(Guid.AllBitsSet, AnalyticsRig.Now, 7);
        await rig.Follower.CatchUpAsync(Ct);

        Assert.Equal((42, 6), (await rig.NumberAsync("select sum(cost_nanos) from usage_day where detail = 0"), await rig.NumberAsync("select sum(calls) from usage_day where detail = 0")));
    }

    [Fact]
    public async Task Rows_that_were_numbered_anew_are_noticed()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        var ledger = new RandomLedger(78);
        await ledger.FillAsync(rig, 20);
        await rig.Follower.CatchUpAsync(Ct);
        await rig.Database.ScalarAsync("update request set rowid = rowid + 1000");

        await CheckAsync(rig, ledger, new UsageQuestion { OrganizationId = ledger.Organization, By = [UsageDimension.Find("model")!] });
    }

    [Fact]
    public async Task The_next_round_takes_what_the_last_left()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        var ledger = new RandomLedger(79);
        await ledger.FillAsync(rig, 30);
        await rig.Follower.CatchUpAsync(Ct);
        var once = await TableAsync(rig);

        await rig.Follower.CatchUpAsync(Ct);

        Assert.Equal(once, await TableAsync(rig));
    }

    private static async Task CheckAsync(AnalyticsRig rig, RandomLedger ledger, UsageQuestion question)
    {
        var brute = new BruteForce(question);
        var expected = brute.Answer(ledger.Calls);

        var rows = await rig.Store.AskAsync(question, Ct);

        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), rows.Select(brute.Key).Order(StringComparer.Ordinal));
        foreach (var row in rows)
        {
            Assert.Equal(expected[brute.Key(row)], Enum.GetValues<Measure>().Select(measure => row.Sums[measure]));
        }
    }

    private static UsageQuestion Question(RandomLedger ledger)
    {
        var random = ledger.Random;
        var zone = ZoneCalendar.Find(RandomLedger.Zones[random.Next(RandomLedger.Zones.Length)])!;
        var from = ledger.From + (ledger.Length * random.NextDouble() * 0.5);
        var to = from + (ledger.Length * random.NextDouble());
        if (random.Next(2) == 0)
        {
            (from, to) = (ZoneCalendar.Start(zone, ZoneCalendar.Day(zone, from)), ZoneCalendar.Start(zone, ZoneCalendar.Day(zone, to).AddDays(1)));
        }

        var step = (TimeStep)random.Next(5);
        return new UsageQuestion
        {
            OrganizationId = ledger.Organization, From = step == TimeStep.None && random.Next(3) == 0 ? DateTimeOffset.UnixEpoch : from, To = step == TimeStep.None && random.Next(3) == 0 ? UsageQuestion.Never : to,
            Zone = zone, Step = step, By = By(random), Filter = Filter(random),
        };
    }

    private static List<UsageDimension> By(Random random)
    {
        UsageDimension[] known = [.. UsageDimension.All, UsageDimension.Find("tag:env")!];
        var (first, second) = (known[random.Next(known.Length)], known[random.Next(known.Length)]);
        return random.Next(4) switch { 0 => [], 1 => [first], _ => first == second ? [first] : [first, second] };
    }

    private static UsageFilter Filter(Random random) => random.Next(8) switch
    {
        0 => new UsageFilter { Equal = [(GroupColumn.Provider, "provider-1")] },
        1 => new UsageFilter { Equal = [(GroupColumn.Session, "session-2"), (GroupColumn.Status, "200")] },
        2 => new UsageFilter { Equal = [(GroupColumn.KeyName, "key-1"), (GroupColumn.Agent, "agent-0")] },
        3 => new UsageFilter { TagName = "env", TagValue = "e1" },
        4 => new UsageFilter { TagName = "project" },
        _ => UsageFilter.None,
    };

    private static async Task<string> TableAsync(AnalyticsRig rig)
    {
        const string Rows =
            """
            select group_concat(line, x'0a') from (
              select 'hour ' || u.hour || ' ' || hex(g.fingerprint) || ' ' || u.calls || ' ' || u.cost_nanos || ' ' || u.cache_saved_nanos || ' ' || u.output_tokens as line
              from usage_hour u join usage_group g on g.id = u.group_id
              union all
              select 'day ' || u.day || ' ' || hex(g.fingerprint) || ' ' || u.calls || ' ' || u.cost_nanos || ' ' || u.cache_saved_nanos || ' ' || u.output_tokens
              from usage_day u join usage_group g on g.id = u.group_id
              order by 1)
            """;
        return (string)(await rig.Database.ScalarAsync(Rows))!;
    }
}
