using System.Text;
using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Ledger;
using Tollgate.TestKit;

namespace Tollgate.Tests.Ledger;

public sealed class LiveFeedTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private readonly HeldClock _clock = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task CallsAndRefusals_ReachTheirOrganizationsListeners()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Writer.Start();
        using var mine = rig.Feed.Subscribe(LedgerRig.Organization);
        using var all = rig.Feed.Subscribe(null);
        using var foreign = rig.Feed.Subscribe(LedgerRig.OtherOrganization);

        rig.Append();
        rig.AppendRefusal();
        await rig.CatchUpAsync();

        Assert.Equal(["call", "refusal"], Read(mine).Select(happened => happened.Kind));
        Assert.Contains("\"cost_usd\":\"0.011685\"", Encoding.UTF8.GetString(Read(all)[0].Json.Span), StringComparison.Ordinal);
        Assert.Empty(Read(foreign));
    }

    [Fact]
    public void ASlowListenerLosesTheOldestEvents_AndIsToldHowMany()
    {
        var feed = new LiveFeed(_clock);
        using var slow = feed.Subscribe(null);

        for (var i = 0; i < 300; i++)
        {
            feed.Publish(new LiveEvent(i.ToString(System.Globalization.CultureInfo.InvariantCulture), LedgerRig.Organization, default));
        }

        var events = Read(slow);
        Assert.Equal((256, "44", "299"), (events.Count, events[0].Kind, events[^1].Kind));
        Assert.Equal((44L, 0L), (slow.TakeDropped(), slow.TakeDropped()));
    }

    [Fact]
    public void AListenerThatLeft_CostsNothingMore()
    {
        var feed = new LiveFeed(_clock);
        feed.Subscribe(null).Dispose();
        var justAfter = feed.HasListeners;

        _clock.Advance(LiveFeed.Patience);

        Assert.Equal((true, false), (justAfter, feed.HasListeners));
        Assert.False(new LiveFeed(_clock).HasListeners);
    }

    [Fact]
    public async Task TheEndpointWritesEvents_UntilTheFeedCloses()
    {
        var feed = new LiveFeed(_clock);
        var http = new DefaultHttpContext();
        var body = new MemoryStream();
        http.Response.Body = body;
        var route = Assert.Single(new LiveEndpoints(feed, TimeProvider.System).Routes);

        var following = route.Handler(http, new ApiCaller(Guid.Empty, "v", LedgerRig.Organization, ApiRight.Viewer));
        feed.Publish(new LiveEvent("budget", LedgerRig.Organization, "{\"id\":1}"u8.ToArray()));
        feed.Publish(new LiveEvent("budget", LedgerRig.OtherOrganization, "{\"id\":2}"u8.ToArray()));
        feed.Close();
        await following.WaitAsync(TimeSpan.FromSeconds(10), Ct);

        Assert.Equal("text/event-stream", http.Response.ContentType);
        Assert.Equal(": following\n\nid: 0-1\nevent: budget\ndata: {\"id\":1}\n\n", Encoding.UTF8.GetString(body.ToArray()));
    }

    [Fact]
    public async Task AClientThatGoesAway_EndsTheFeed()
    {
        var feed = new LiveFeed(_clock);
        using var gone = new CancellationTokenSource();
        var http = new DefaultHttpContext { RequestAborted = gone.Token };
        var following = new LiveEndpoints(feed, TimeProvider.System).Routes[0].Handler(http, new ApiCaller(Guid.Empty, "v", LedgerRig.Organization, ApiRight.Viewer));

        await gone.CancelAsync();
        await following.WaitAsync(TimeSpan.FromSeconds(10), Ct);
        _clock.Advance(LiveFeed.Patience);

        Assert.False(feed.HasListeners);
    }

    [Theory]
    [InlineData("0-3", "4 5", 0)]
    [InlineData("0-5", "", 0)]
    [InlineData("0-0", "1 2 3 4 5", 0)]
    [InlineData("7-3", "", 0)]
    [InlineData("nonsense", "", 0)]
    [InlineData(null, "", 0)]
    public void AListenerThatComesBack_GoesOnWhereItLeft(string? lastSeen, string events, long dropped)
    {
        var feed = new LiveFeed(_clock);
        feed.Subscribe(null).Dispose();
        for (var i = 1; i <= 5; i++)
        {
            feed.Publish(new LiveEvent(i.ToString(System.Globalization.CultureInfo.InvariantCulture), LedgerRig.Organization, default));
        }

        using var back = feed.Subscribe(LedgerRig.Organization, lastSeen);

        Assert.Equal(events, string.Join(' ', Read(back).Select(happened => happened.Kind)));
        Assert.Equal(dropped, back.TakeDropped());
        Assert.Empty(Read(feed.Subscribe(LedgerRig.OtherOrganization, lastSeen)));
    }

    [Fact]
    public void AListenerThatComesBackTooLate_IsToldHowManyItMissed()
    {
        var feed = new LiveFeed(_clock);
        for (var i = 0; i < LiveFeed.Kept + 10; i++)
        {
            feed.Publish(new LiveEvent("call", LedgerRig.Organization, default));
        }

        using var back = feed.Subscribe(null, "0-4");

        Assert.Equal(LiveFeed.Kept + 10 - 4, Read(back).Count + back.TakeDropped());
    }

    private static List<LiveEvent> Read(LiveSubscription listener)
    {
        var events = new List<LiveEvent>();
        while (listener.Events.TryRead(out var happened))
        {
            events.Add(happened);
        }

        return events;
    }
}
