using Tollgate.Limits;
using Tollgate.TestKit;

namespace Tollgate.Tests.Limits;

public sealed class SlidingWindowTests
{
    [Fact]
    public void AgainstAnExactSlidingWindow_NothingIsOverAdmitted()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            Assert.Equal(0, OverAdmissions(new Random(seed)));
        }
    }

    [Fact]
    public void AgainstAnExactWindowOneSubBucketLonger_NothingIsRefusedWithoutNeed()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            Assert.Equal(0, NeedlessRefusals(new Random(seed)));
        }
    }

    [Fact]
    public void FallsTo_IsTheFirstInstantAtWhichThereIsRoom()
    {
        var clock = new HeldClock();
        var window = new SlidingWindow(TimeSpan.FromMinutes(1));
        window.MoveTo(clock.GetUtcNow());
        window.Add(5);
        clock.Advance(TimeSpan.FromSeconds(10));
        window.MoveTo(clock.GetUtcNow());
        window.Add(5);

        var at = window.FallsTo(5)!.Value;
        window.MoveTo(at.AddTicks(-1));
        var before = window.Used;
        window.MoveTo(at);

        Assert.Equal((10L, 5L), (before, window.Used));
    }

    [Fact]
    public void TakeBack_OfABucketThatNoLongerCounts_ChangesNothing()
    {
        var clock = new HeldClock();
        var window = new SlidingWindow(TimeSpan.FromMinutes(1));
        window.MoveTo(clock.GetUtcNow());
        var bucket = window.Add(5);
        clock.Advance(TimeSpan.FromMinutes(2));
        window.MoveTo(clock.GetUtcNow());
        window.Add(3);

        window.TakeBack(bucket, 5);

        Assert.Equal(3, window.Used);
    }

    private static int OverAdmissions(Random random)
    {
        var wrong = 0;
        Play(random, (now, admitted, isAllowed) =>
        {
            var exact = admitted.Count(at => at > now - TimeSpan.FromMinutes(1));
            wrong += isAllowed && exact >= Limit ? 1 : 0;
        });
        return wrong;
    }

    private static int NeedlessRefusals(Random random)
    {
        var wrong = 0;
        Play(random, (now, admitted, isAllowed) =>
        {
            var longer = admitted.Count(at => at > now - TimeSpan.FromSeconds(61));
            wrong += !isAllowed && longer < Limit ? 1 : 0;
        });
        return wrong;
    }

    private const int Limit = 20;

    private static void Play(Random random, Action<DateTimeOffset, List<DateTimeOffset>, bool> judge)
    {
        var clock = new HeldClock();
        var window = new SlidingWindow(TimeSpan.FromMinutes(1));
        var admitted = new List<DateTimeOffset>();
        for (var i = 0; i < 400; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(random.Next(random.Next(5) == 0 ? 20_000 : 1500)));
            window.MoveTo(clock.GetUtcNow());
            var isAllowed = window.Used < Limit;
            judge(clock.GetUtcNow(), admitted, isAllowed);
            if (isAllowed)
            {
                window.Add(1);
                admitted.Add(clock.GetUtcNow());
            }
        }
    }
}
