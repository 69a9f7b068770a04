using Tollgate.Core;
using Tollgate.Pricing.Bounds;
using Tollgate.Pricing.Expectations;
using Tollgate.TestKit;

namespace Tollgate.Tests.Pricing.Expectations;

public sealed class UsageSaverTests
{
    private static readonly ProfileKey Coder = new(Guid.Parse("01998f3c-0000-7000-8000-000000000001"), "anthropic", "sonnet", "coder");
    private static readonly SessionKey Session = new(Guid.Parse("01998f3c-0000-7000-8000-000000000002"), "s", "anthropic", "sonnet");
    private static readonly TokenUsage First = Prices.Usage((Unit.Input, 100), (Unit.CacheWrite1h, 900), (Unit.Output, 50), (Unit.Reasoning, 30));
    private static readonly TokenUsage Next = Prices.Usage((Unit.Input, 3), (Unit.CacheRead, 1000), (Unit.CacheWrite5m, 97), (Unit.Output, 80));

    private readonly HeldClock _clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatWasLearned_IsKeptOverARestart()
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var before = new UsageMemory();
        using (var saver = Saver(before, database))
        {
            await saver.StartAsync(Ct);
            Learn(before, 6);
            await saver.StopAsync(Ct);
        }

        await database.ReopenAsync(_clock);
        var after = await LoadedAsync(database);

        Assert.Equal(before.Expect(Coder, Session, 5000, 0), after.Expect(Coder, Session, 5000, 0));
        Assert.Equal(before.Expect(Coder with { Agent = "new" }, null, 5000, 0), after.Expect(Coder with { Agent = "new" }, null, 5000, 0));
        Assert.Equal(12, after.Expect(Coder, null, 5000, 0)!.Value.Calls);
    }

    [Fact]
    public async Task EachMinute_SavesWhatIsNew()
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var memory = new UsageMemory();
        using var saver = Saver(memory, database);
        await saver.StartAsync(Ct);
        Learn(memory, 1);

        // Sessions are saved after profiles.
        for (var i = 0; (long)(await database.ScalarAsync("select count(*) from usage_session"))! == 0 && i < 500; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(10, Ct);
        }

        Assert.Equal(2L, await database.ScalarAsync("select count(*) from usage_profile"));
        Assert.Equal(1L, await database.ScalarAsync("select count(*) from usage_session"));
        await saver.StopAsync(Ct);
    }

    [Fact]
    public async Task WhatIsLearnedBeforeTheRecall_IsNotLost()
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var before = new UsageMemory();
        Learn(before, 3);
        await Store(database).SaveAsync(before, 0, Ct);
        var memory = new UsageMemory();
        Learn(memory, 1);

        await Store(database).LoadAsync(memory, Ct);

        Assert.Equal(8, memory.Expect(Coder, null, 5000, 0)!.Value.Calls);
    }

    [Fact]
    public async Task ASession_IsForgottenAfterADay_AndAProfileAfterNinety()
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var memory = new UsageMemory();
        Learn(memory, 3);
        await Store(database).SaveAsync(memory, 0, Ct);

        _clock.Advance(TimeSpan.FromDays(2));
        await Store(database).ForgetAsync(Ct);

        Assert.Equal(0L, await database.ScalarAsync("select count(*) from usage_session"));
        Assert.Equal(2L, await database.ScalarAsync("select count(*) from usage_profile"));
        _clock.Advance(TimeSpan.FromDays(89));
        await Store(database).ForgetAsync(Ct);
        Assert.Equal(0L, await database.ScalarAsync("select count(*) from usage_profile"));
    }

    [Fact]
    public async Task ADatabaseThatIsAway_StopsNothing()
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        await database.ScalarAsync("pragma query_only = on");
        var memory = new UsageMemory();
        using var saver = Saver(memory, database);
        await saver.StartAsync(Ct);
        Learn(memory, 1);

        await saver.StopAsync(Ct);

        Assert.Equal(2, memory.Lesson);
    }

    /// <summary>Two calls of a session, the second going on from the first.</summary>
    private static void Learn(UsageMemory memory, int times)
    {
        for (var i = 0; i < times; i++)
        {
            memory.Learn(Coder, Session, 4000, First);
            memory.Learn(Coder, Session, 4400, Next);
        }
    }

    private async Task<UsageMemory> LoadedAsync(TestDatabase database)
    {
        var memory = new UsageMemory();
        await Store(database).LoadAsync(memory, Ct);
        return memory;
    }

    private UsageStore Store(TestDatabase database) => new(database.Source, _clock);

    private UsageSaver Saver(UsageMemory memory, TestDatabase database) => new(memory, Store(database), _clock);
}
