using Tollgate.Core;
using Tollgate.Telemetry;
using Tollgate.TestKit;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Sending;

namespace Tollgate.Tests.Upstreams;

/// <summary>An attempt whose client goes away goes on for a while, within bounds.</summary>
public sealed class DrainTests : IDisposable
{
    private readonly HeldClock _clock = new();
    private readonly UpstreamClient _client;
    private readonly UpstreamAddress _addresses = new();
    private readonly byte[] _buffer = new byte[4096];

    public DrainTests() => _client = new UpstreamClient(_clock);

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task TheAnswerIsReadOnUntilItsTimeIsOver()
    {
        using var room = Room(new ClientAbortOptions());
        await using var server = Endless();
        using var client = new CancellationTokenSource();
        await using var exchange = await SendAsync(server.Address, room, client);
        await exchange.ReadAsync(_buffer);

        await client.CancelAsync();
        _clock.Advance(TimeSpan.FromSeconds(29));
        var still = await exchange.ReadAsync(_buffer);
        _clock.Advance(TimeSpan.FromSeconds(2));
        var last = await exchange.ReadAsync(_buffer);

        Assert.Equal((UpstreamFault.None, UpstreamFault.Cancelled), (still.Fault, last.Fault));
        Assert.True(exchange.ClientLeft && still.Bytes > 0);
    }

    [Fact]
    public async Task WhenTheGatewayStopsAMomentIsLeft()
    {
        using var room = Room(new ClientAbortOptions());
        await using var server = Endless();
        using var client = new CancellationTokenSource();
        await using var exchange = await SendAsync(server.Address, room, client);
        await exchange.ReadAsync(_buffer);

        await client.CancelAsync();
        room.Close();
        _clock.Advance(DrainRoom.LeftAtStop - TimeSpan.FromSeconds(1));
        var still = await exchange.ReadAsync(_buffer);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var last = await exchange.ReadAsync(_buffer);

        Assert.Equal((UpstreamFault.None, UpstreamFault.Cancelled), (still.Fault, last.Fault));
    }

    [Fact]
    public async Task ThereIsRoomForSoManyAndRoomComesBack()
    {
        using var room = Room(new ClientAbortOptions { MostDraining = 1 });
        await using var server = Endless();
        using var client = new CancellationTokenSource();
        await using (var first = await SendAsync(server.Address, room, client))
        {
            await using var second = await SendAsync(server.Address, room, client);
            await client.CancelAsync();

            Assert.Equal((1, true), (room.Inside, first.Abandon() ^ second.Abandon()));
        }

        Assert.Equal(0, room.Inside);
        Assert.True(room.TryEnter());
    }

    [Fact]
    public async Task WhatWasNotHandedToAConnectionIsNotReadOn()
    {
        using var room = Room(new ClientAbortOptions());
        await using var server = Endless();
        using var client = new CancellationTokenSource();
        await client.CancelAsync();

        await using var exchange = await SendAsync(server.Address, room, client);

        Assert.Equal((UpstreamFault.Cancelled, false, 0), (exchange.Fault, exchange.WasSent, room.Inside));
    }

    [Theory]
    [InlineData(30, false, true, true)]
    [InlineData(30, false, false, false)]
    [InlineData(30, true, false, true)]
    [InlineData(0, true, true, false)]
    public void TheSettingsSayWhichCallsAreReadOn(int seconds, bool all, bool isHard, bool expected)
    {
        using var room = Room(new ClientAbortOptions { DrainFor = TimeSpan.FromSeconds(seconds), DrainsAll = all });

        Assert.Equal(expected, room.Takes(isHard));
    }

    private DrainRoom Room(ClientAbortOptions options) => new(options, _clock, new MetricRegistry());

    private static RawServer Endless() => new(async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        while (true)
        {
            await connection.SendAsync("1\r\n{\r\n");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    });

    private Task<UpstreamExchange> SendAsync(Uri address, DrainRoom room, CancellationTokenSource leaving)
    {
        var deployment = Deployments.At(address, "openai", "sk-upstream-secret-0001", null);
        var call = new UpstreamCall
        {
            Deployment = deployment,
            Surface = Surface.ChatCompletions,
            Address = _addresses.Of(deployment, Surface.ChatCompletions, false, null, null, null),
            Content = new RequestContent("""{"model":"m"}"""u8.ToArray()),
            Drain = room,
        };
        return _client.SendAsync(call, leaving.Token).AsTask();
    }
}
