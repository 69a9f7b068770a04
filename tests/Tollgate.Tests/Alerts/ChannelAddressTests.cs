using System.Net;
using Tollgate.Alerts;
using Tollgate.Alerts.Channels;
using Tollgate.Outbound;
using Tollgate.TestKit;

namespace Tollgate.Tests.Alerts;

public sealed class ChannelAddressTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.1.2")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.100.100.200")]
    [InlineData("192.0.0.192")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:a00:1::1")]
    [InlineData("2001::7f00:1")]
    [InlineData("2001:db8::1")]
    public void WhatIsNotThePublicInternet_IsRefused(string address) => Assert.False(new AddressGuard([]).Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.15.0.1")]
    [InlineData("172.32.0.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("169.253.1.1")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700::1111")]
    [InlineData("64:ff9b::101:101")]
    [InlineData("2002:101:101::1")]
    [InlineData("::ffff:1.1.1.1")]
    public void ThePublicInternet_IsNot(string address) => Assert.True(new AddressGuard([]).Allows(IPAddress.Parse(address)));

    [Fact]
    public void WhatTheOperatorAllows_IsAllowed_AndNothingBeside()
    {
        var guard = new AddressGuard([IPNetwork.Parse("10.20.0.0/16"), IPNetwork.Parse("fd12::/16")]);

        Assert.True(guard.Allows(IPAddress.Parse("10.20.3.4")));
        Assert.True(guard.Allows(IPAddress.Parse("::ffff:10.20.3.4")));
        Assert.True(guard.Allows(IPAddress.Parse("fd12::9")));
        Assert.False(guard.Allows(IPAddress.Parse("10.21.3.4")));
    }

    [Theory]
    [InlineData("http://localhost/x")]
    [InlineData("http://LOCALHOST./x")]
    [InlineData("http://a.localhost/x")]
    [InlineData("http://2130706433/x")]
    [InlineData("http://0x7f.1/x")]
    [InlineData("http://[::1]/x")]
    [InlineData("http://[::ffff:169.254.169.254]/latest/meta-data")]
    [InlineData("http://192.168.0.1/x")]
    public async Task AChannelAtALocalAddress_CannotBeMade(string url)
    {
        var clock = new HeldClock();
        await using var database = await TestDatabase.CreateAsync(clock);
        using var bench = AlertBench.On(database, clock, new AlertOptions());

        var fault = ChannelRules.Check(new ChannelEntry { Name = "x", Kind = ChannelKind.Webhook, Url = url }, bench.Options, bench.Guard);

        Assert.Equal("url", fault?.Parameter);
    }

    /// <summary>A name that is harmless when the channel is made and local when it is called: what counts is the address of the connection.</summary>
    [Fact]
    public async Task ANameThatResolvesToALocalAddress_IsNotConnectedTo()
    {
        var clock = new HeldClock();
        await using var database = await TestDatabase.CreateAsync(clock);
        using var bench = AlertBench.On(database, clock, new AlertOptions());
        await using var receiver = await Receiver.StartAsync();
        var channel = await bench.ChannelAsync(new Uri($"http://localhost:{receiver.Url.Port}/"));

        var result = await bench.Sender.SendAsync(channel, FormatTests.Json(FormatTests.Notice(clock)), None);

        Assert.Equal("Its address is local, private or reserved, and the operator has not allowed it.", result.Error);
        Assert.Empty(receiver.All);
    }

    /// <summary>The operator's own channel may be local, and its open connection serves nobody else.</summary>
    [Fact]
    public async Task TheOperatorsChannel_MayBeLocal_AndLendsItsConnectionToNobody()
    {
        var clock = new HeldClock();
        await using var database = await TestDatabase.CreateAsync(clock);
        using var bench = AlertBench.On(database, clock, new AlertOptions());
        await using var receiver = await Receiver.StartAsync();
        await bench.Channels.ApplyFileAsync(bench.Organization, [new ChannelEntry { Name = "file", Kind = ChannelKind.Slack, Url = receiver.Url.ToString() }], None);
        var own = Assert.Single(await bench.Channels.ListAsync(bench.Organization, Guid.Empty, 10, None));
        var tenants = await bench.ChannelAsync(receiver.Url, ChannelKind.Slack);
        var body = FormatTests.Json(FormatTests.Notice(clock));

        var first = await bench.Sender.SendAsync(own, body, None);
        var second = await bench.Sender.SendAsync(tenants, body, None);

        Assert.Equal((true, false, 1), (first.IsDelivered, second.IsDelivered, receiver.All.Count));
    }
}
