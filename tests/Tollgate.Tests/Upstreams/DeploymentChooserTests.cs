using Tollgate.TestKit;
using Tollgate.Upstreams;

namespace Tollgate.Tests.Upstreams;

public sealed class DeploymentChooserTests
{
    private readonly HeldClock _clock = new();
    private readonly DeploymentChooser _chooser;

    public DeploymentChooserTests() => _chooser = new DeploymentChooser(_clock, new Random(1));

    [Fact]
    public void First_ChoosesByWeight()
    {
        Deployment[] among = [Deployments.Named("a", weight: 3), Deployments.Named("b", weight: 1), Deployments.Named("c", weight: 0)];

        var counts = Enumerable.Range(0, 8_000).Select(_ => _chooser.First(among).Name).CountBy(name => name).ToDictionary();

        Assert.InRange(counts["a"], 5_800, 6_200);
        Assert.InRange(counts["b"], 1_800, 2_200);
        Assert.DoesNotContain("c", counts.Keys);
    }

    [Fact]
    public void First_WithAnAffinity_StaysAndStillFollowsTheWeights()
    {
        Deployment[] among = [Deployments.Named("a", weight: 3), Deployments.Named("b", weight: 1)];

        var counts = Enumerable.Range(1, 8_000).Select(session => _chooser.First(among, (ulong)session * 0x9E3779B97F4A7C15).Name).CountBy(name => name).ToDictionary();

        Assert.InRange(counts["a"], 5_800, 6_200);
        Assert.All(Enumerable.Range(1, 100), session => Assert.Equal(_chooser.First(among, (ulong)session), _chooser.First(among, (ulong)session)));
    }

    [Fact]
    public void Rest_LeavesAnAccountOutUntilItsTimeIsOver()
    {
        Deployment[] among = [Deployments.Named("a"), Deployments.Named("b")];
        _chooser.Rest(among[0], TimeSpan.FromSeconds(30));

        Assert.All(Enumerable.Range(0, 50), _ => Assert.Equal("b", _chooser.First(among).Name));
        _clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Contains("a", Enumerable.Range(0, 50).Select(_ => _chooser.First(among).Name));
    }

    [Fact]
    public void Rest_OfAnHour_IsShortened()
    {
        Deployment[] among = [Deployments.Named("a"), Deployments.Named("b")];
        _chooser.Rest(among[0], TimeSpan.FromHours(1));

        _clock.Advance(DeploymentChooser.LongestRest + TimeSpan.FromSeconds(1));

        Assert.False(_chooser.Rests(among[0]));
    }

    [Fact]
    public void First_WhenAllRest_TakesTheOneThatWakesFirst()
    {
        Deployment[] among = [Deployments.Named("a"), Deployments.Named("b")];
        _chooser.Rest(among[0], TimeSpan.FromSeconds(60));
        _chooser.Rest(among[1], TimeSpan.FromSeconds(20));

        Assert.Equal("b", _chooser.First(among).Name);
    }

    [Fact]
    public void Next_IsAnotherOneThatIsWell()
    {
        Deployment[] among = [Deployments.Named("a"), Deployments.Named("b"), Deployments.Named("c")];
        _chooser.Rest(among[2], null);

        Assert.All(Enumerable.Range(0, 50), _ => Assert.Equal("b", _chooser.Next(among, among[0])!.Name));
    }

    [Fact]
    public void Next_WithoutAnotherOne_IsNothing()
    {
        Deployment[] one = [Deployments.Named("a")];
        Deployment[] two = [Deployments.Named("a"), Deployments.Named("b")];
        _chooser.Rest(two[1], null);

        Assert.Null(_chooser.Next(one, one[0]));
        Assert.Null(_chooser.Next(two, two[0]));
    }

    [Fact]
    public void Wake_EndsARest()
    {
        var deployment = Deployments.Named("a");
        _chooser.Rest(deployment, TimeSpan.FromSeconds(60));

        _chooser.Wake(deployment);

        Assert.False(_chooser.Rests(deployment));
    }
}
