using System.Net;
using System.Net.Sockets;
using Tollgate.Core;
using Tollgate.TestKit;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Sending;

namespace Tollgate.Tests.Upstreams;

/// <summary>Every stage at which a provider can fail, and what the ledger is told (CONTRACT 7).</summary>
public sealed class UpstreamClientFaultTests : IDisposable
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private readonly HeldClock _clock = new();
    private readonly UpstreamClient _client;
    private readonly UpstreamAddress _addresses = new();
    private readonly byte[] _buffer = new byte[4096];

    public UpstreamClientFaultTests() => _client = new UpstreamClient(_clock);

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task APortThatNobodyListensAt_IsAFailureToConnect_AndNothingWasSent()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();

        await using var exchange = await SendAsync(new Uri($"http://127.0.0.1:{port}"));

        AssertNotSent(exchange, UpstreamFault.Connect, CallResult.ConnectFailed);
    }

    [Fact]
    public async Task ANameWithoutAnAddress_IsAFailureToConnect_AndNothingWasSent()
    {
        await using var exchange = await SendAsync(new Uri("http://nowhere.invalid"));

        AssertNotSent(exchange, UpstreamFault.Dns, CallResult.ConnectFailed);
    }

    [Fact]
    public async Task AServerThatDoesNotSpeakTls_IsAFailureToConnect_AndNothingWasSent()
    {
        await using var server = new RawServer(connection => connection.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"));

        await using var exchange = await SendAsync(new UriBuilder(server.Address) { Scheme = "https" }.Uri);

        AssertNotSent(exchange, UpstreamFault.Tls, CallResult.ConnectFailed);
    }

    [Fact]
    public async Task AServerThatTakesNoConnection_TimesOut_AndNothingWasSent()
    {
        using var full = new Socket(SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        var port = ((IPEndPoint)full.LocalEndPoint!).Port;
        var waiting = Enumerable.Range(0, 4).Select(_ => new TcpClient()).ToList();
        var connecting = waiting.ConvertAll(client => client.ConnectAsync(IPAddress.Loopback, port));
        await connecting[0];

        await using var exchange = await SendAsync(new Uri($"http://127.0.0.1:{port}"), new UpstreamTimeouts { Connect = TimeSpan.FromMilliseconds(300) });
        waiting.ForEach(client => client.Dispose());

        AssertNotSent(exchange, UpstreamFault.ConnectTimeout, CallResult.ConnectFailed);
    }

    [Fact]
    public async Task ACallThatIsGivenUpBeforeItsConnection_WasNotSent()
    {
        await using var server = RawServer.Answering(Head + "Content-Length: 2\r\n\r\n{}");

        using var left = new CancellationTokenSource();
        await left.CancelAsync();

        await using var exchange = await SendAsync(server.Address, leaving: left);

        AssertNotSent(exchange, UpstreamFault.Cancelled, CallResult.ClientAborted);
    }

    [Fact]
    public async Task AConnectionThatIsResetHalfRead_WasSent()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.Stream.ReadExactlyAsync(new byte[1]);
            connection.Reset();
        });

        await using var exchange = await SendAsync(server.Address);

        AssertSent(exchange, UpstreamFault.Broken, CallResult.Broken);
    }

    [Fact]
    public async Task AConnectionThatIsResetAtOnce_CountsAsSentExactlyWhenItsBodyWasStarted()
    {
        await using var server = new RawServer(connection =>
        {
            connection.Reset();
            return Task.CompletedTask;
        });

        for (var i = 0; i < 50; i++)
        {
            await using var exchange = await SendAsync(server.Address);

            Assert.Equal(exchange.Fault == UpstreamFault.Broken, exchange.WasSent);
            Assert.Equal(exchange.Fault == UpstreamFault.Connect, !exchange.WasSent);
        }
    }

    [Fact]
    public async Task AConnectionThatEndsAfterTheRequest_WasSent()
    {
        await using var server = new RawServer(connection => connection.ReadRequestAsync());

        await using var exchange = await SendAsync(server.Address);

        AssertSent(exchange, UpstreamFault.Broken, CallResult.Broken);
    }

    [Fact]
    public async Task AnAnswerThatIsNotHttp_IsMalformed()
    {
        await using var server = RawServer.Answering("SSH-2.0-OpenSSH_9.2\r\n\r\n");

        await using var exchange = await SendAsync(server.Address);

        AssertSent(exchange, UpstreamFault.Malformed, CallResult.Broken);
    }

    [Fact]
    public async Task AHeadWithoutEnd_IsMalformed()
    {
        await using var server = RawServer.Answering("HTTP/1.1 200 OK\r\nX-Long: " + new string('x', 100 * 1024) + "\r\n\r\n");

        await using var exchange = await SendAsync(server.Address);

        AssertSent(exchange, UpstreamFault.Malformed, CallResult.Broken);
    }

    [Fact]
    public async Task AProviderThatNeverAnswers_TimesOut()
    {
        var received = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            received.SetResult();
            await connection.StallAsync();
        });

        var sending = SendAsync(server.Address);
        await received.Task;
        _clock.Advance(TimeSpan.FromSeconds(601));
        await using var exchange = await sending;

        AssertSent(exchange, UpstreamFault.FirstByteTimeout, CallResult.TimedOut);
    }

    [Fact]
    public async Task AHeadWithoutABody_TimesOutLikeNoAnswer()
    {
        await using var server = Stalling(Head + "Content-Length: 100\r\n\r\n");

        await using var exchange = await SendAsync(server.Address);
        var reading = exchange.ReadAsync(_buffer);
        _clock.Advance(TimeSpan.FromSeconds(599));
        Assert.False(reading.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(UpstreamFault.FirstByteTimeout, (await reading).Fault);
    }

    [Fact]
    public async Task AnAnswerThatStopsComing_TimesOutBetweenBytes()
    {
        await using var server = Stalling(Head + "Content-Length: 100\r\n\r\n{");

        await using var exchange = await SendAsync(server.Address);
        Assert.Equal(1, (await exchange.ReadAsync(_buffer)).Bytes);
        _clock.Advance(TimeSpan.FromSeconds(10));
        var reading = exchange.ReadAsync(_buffer);
        _clock.Advance(TimeSpan.FromSeconds(299));
        Assert.False(reading.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(UpstreamFault.StallTimeout, (await reading).Fault);
        Assert.True(exchange.WasSent);
    }

    [Fact]
    public async Task AClientThatReadsSlowly_IsNotTheProvidersFault()
    {
        await using var server = Stalling(Head + "Content-Length: 2\r\n\r\n{}");

        await using var exchange = await SendAsync(server.Address);
        Assert.Equal(1, (await exchange.ReadAsync(_buffer.AsMemory(0, 1))).Bytes);
        _clock.Advance(TimeSpan.FromSeconds(1000));

        Assert.Equal(1, (await exchange.ReadAsync(_buffer.AsMemory(0, 1))).Bytes);
    }

    [Fact]
    public async Task AnAttempt_EndsAtItsTotal_WhateverComes()
    {
        await using var server = Stalling(Head + "Content-Length: 100\r\n\r\n{");

        await using var exchange = await SendAsync(server.Address);
        await exchange.ReadAsync(_buffer);
        _clock.Advance(TimeSpan.FromSeconds(3601));

        Assert.Equal(UpstreamFault.TotalTimeout, (await exchange.ReadAsync(_buffer)).Fault);
    }

    [Theory]
    [InlineData("Content-Length: 100\r\n\r\n{\"a\":")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\nzz\r\n")]
    public async Task AnAnswerThatEndsBeforeItsEnd_IsBroken(string rest)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(Head + rest);
        });

        await using var exchange = await SendAsync(server.Address);
        var read = await exchange.ReadAsync(_buffer);
        while (!read.IsEnd)
        {
            read = await exchange.ReadAsync(_buffer);
        }

        Assert.Equal(CallResult.Broken, read.Fault.Result());
        Assert.Equal(read.Fault, (await exchange.ReadAsync(_buffer)).Fault);
        Assert.True(exchange.WasSent);
    }

    [Fact]
    public async Task AClientThatLeavesInMidStream_EndsTheConnectionToTheProvider()
    {
        var gone = new TaskCompletionSource<int>();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(Head + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n");
            gone.SetResult(await connection.Stream.ReadAsync(new byte[1]));
        });
        using var client = new CancellationTokenSource();

        await using var exchange = await SendAsync(server.Address, leaving: client);
        await exchange.ReadAsync(_buffer);
        var reading = exchange.ReadAsync(_buffer);
        await client.CancelAsync();

        Assert.Equal(UpstreamFault.Cancelled, (await reading).Fault);
        Assert.Equal(0, await gone.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task DisposingAnAnswerHalfRead_EndsTheConnection()
    {
        var gone = new TaskCompletionSource<int>();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(Head + "Content-Length: 100\r\n\r\n{");
            gone.SetResult(await connection.Stream.ReadAsync(new byte[1]));
        });

        await using (await SendAsync(server.Address))
        {
        }

        Assert.Equal(0, await gone.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    private static RawServer Stalling(string answer) => new(async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.SendAsync(answer);
        await connection.StallAsync();
    });

    private Task<UpstreamExchange> SendAsync(Uri address, UpstreamTimeouts? timeouts = null, CancellationTokenSource? leaving = null)
    {
        var deployment = Deployments.At(address, "openai", "sk-upstream-secret-0001", timeouts);
        var call = new UpstreamCall
        {
            Deployment = deployment,
            Surface = Surface.ChatCompletions,
            Address = _addresses.Of(deployment, Surface.ChatCompletions, false, null, null, null),
            Content = new RequestContent("""{"model":"m"}"""u8.ToArray()),
        };
        return _client.SendAsync(call, leaving?.Token ?? TestContext.Current.CancellationToken).AsTask();
    }

    private static void AssertNotSent(UpstreamExchange exchange, UpstreamFault fault, CallResult result)
    {
        Assert.Equal(fault, exchange.Fault);
        Assert.Equal(result, exchange.Fault.Result());
        Assert.False(exchange.WasSent);
        Assert.Null(exchange.Response);
    }

    private static void AssertSent(UpstreamExchange exchange, UpstreamFault fault, CallResult result)
    {
        Assert.Equal(fault, exchange.Fault);
        Assert.Equal(result, exchange.Fault.Result());
        Assert.True(exchange.WasSent);
    }
}
