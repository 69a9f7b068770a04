using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Audit;
using Tollgate.Audit.Sinks;
using Tollgate.Outbound;
using Tollgate.TestKit;
using Tollgate.Tests.Alerts;

namespace Tollgate.Tests.Audit.Sinks;

public sealed class SinkFollowerTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly HeldClock _clock = new();
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync(_clock);

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task OverTcp_EveryRowComesInItsOrder()
    {
        await using var server = new SyslogServer();
        using var follower = Syslog($"tcp://127.0.0.1:{server.Port}");
        await AppendAsync(3);

        Assert.True(await follower.StepAsync(Ct));
        Assert.False(await follower.StepAsync(Ct));

        for (var i = 1; i <= 3; i++)
        {
            Assert.Contains($"cn1={i} ", await server.Messages.ReadAsync(Ct), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task OverTls_TheServerMustBeTrusted()
    {
        using var certificate = Certificate();
        await using var server = new SyslogServer(certificate);
        using var stranger = Syslog($"tls://localhost:{server.Port}");
        var sink = Entry($"tls://localhost:{server.Port}");
        using var friend = Follow(sink with { Name = "friend" }, new SyslogWire(sink, "h", (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString()));
        await AppendAsync(1);

        Assert.False(await stranger.StepAsync(Ct));
        Assert.True(await friend.StepAsync(Ct));

        Assert.Contains("cn1=1 ", await server.Messages.ReadAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("certificate", (await Positions.FindAsync("sink/s", Ct))!.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OverUdp_ARowIsADatagram()
    {
        using var receiver = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var follower = Syslog($"udp://127.0.0.1:{((IPEndPoint)receiver.Client.LocalEndPoint!).Port}");
        await AppendAsync(1);

        Assert.True(await follower.StepAsync(Ct));

        Assert.Contains("CEF:0|", Encoding.UTF8.GetString((await receiver.ReceiveAsync(Ct)).Buffer), StringComparison.Ordinal);
        Assert.Equal(1, (await Positions.FindAsync("sink/s", Ct))!.Sequence);
    }

    [Fact]
    public async Task ANewProcess_BeginsBehindWhatSurelyArrived_AndSendsTheRestAgain()
    {
        await using var server = new SyslogServer();
        using (var first = Syslog($"tcp://127.0.0.1:{server.Port}"))
        {
            await AppendAsync(2);
            Assert.True(await first.StepAsync(Ct));
            _clock.Advance(TimeSpan.FromSeconds(6));
            await AppendAsync(1);
            Assert.True(await first.StepAsync(Ct));
        }

        using var second = Syslog($"tcp://127.0.0.1:{server.Port}");
        Assert.True(await second.StepAsync(Ct));

        var came = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            came.Add(await server.Messages.ReadAsync(Ct));
        }

        Assert.Equal([1, 2, 3, 3], came.Select(message => int.Parse(message.Split("cn1=")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task AServerThatGoesAway_GetsEverythingWhenItIsBack()
    {
        await using var server = new SyslogServer();
        using var follower = Syslog($"tcp://127.0.0.1:{server.Port}");
        await AppendAsync(1);
        Assert.True(await follower.StepAsync(Ct));
        await server.Messages.ReadAsync(Ct);

        await server.GoAwayAsync();
        await AppendAsync(2);
        Assert.False(await follower.StepAsync(Ct));
        Assert.NotNull((await Positions.FindAsync("sink/s", Ct))!.LastError);
        server.ComeBack();
        Assert.True(await follower.StepAsync(Ct));

        var came = new HashSet<string>();
        while (came.Count < 3)
        {
            came.Add((await server.Messages.ReadAsync(Ct)).Split("cn1=")[1].Split(' ')[0]);
        }

        Assert.Equal(["1", "2", "3"], came.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AWebhook_GetsSignedRows_AndOnlyASuccessMovesThePlace()
    {
        var status = 500;
        await using var receiver = await Receiver.AnsweringAsync(_ => status);
        using var web = new WebPost(new AddressGuard([]), _clock);
        var sink = Entry(receiver.Url.ToString()) with { Secret = "0123456789abcdef", Kinds = ["key"] };
        using var follower = Follow(sink, new HookWire(sink, web, _clock));
        await AppendAsync(1, "budget.raise");
        await AppendAsync(2);

        Assert.False(await follower.StepAsync(Ct));
        Assert.Equal(0, (await Positions.FindAsync("sink/s", Ct))!.Sequence);
        status = 200;
        Assert.True(await follower.StepAsync(Ct));

        var got = receiver.All[^1];
        Assert.Equal("2-3", got.Headers[HookWire.RowsHeader]);
        Assert.Equal(2, JsonDocument.Parse(got.Body).RootElement.GetProperty("items").GetArrayLength());
        Assert.Equal(WebhookSignature.Of("0123456789abcdef", _clock.GetUtcNow().ToUnixTimeSeconds(), got.Body), got.Headers[WebhookSignature.SignatureHeader]);
        Assert.Equal((3, null), ((await Positions.FindAsync("sink/s", Ct)) is { } at ? (at.Sequence, at.LastError) : default));
    }

    [Fact]
    public async Task RowsThatNobodyWants_ArePassedOver()
    {
        var sink = Entry("tcp://127.0.0.1:1") with { Kinds = ["guard"] };
        using var follower = Follow(sink, new SyslogWire(sink, "h"));
        await AppendAsync(3);

        Assert.True(await follower.StepAsync(Ct));
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.False(await follower.StepAsync(Ct));

        Assert.Equal(3, (await Positions.FindAsync("sink/s", Ct))!.Sequence);
    }

    [Fact]
    public async Task ASinkThatTakesNothing_HoldsUpNoWriter()
    {
        using var deaf = new TcpListener(IPAddress.Loopback, 0);
        deaf.Start();
        using var follower = Syslog($"tls://localhost:{((IPEndPoint)deaf.LocalEndpoint).Port}", TimeProvider.System, new SinkOptions { Timeout = TimeSpan.FromMilliseconds(300), LookEvery = TimeSpan.FromMilliseconds(20) });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = follower.RunAsync(stop.Token);

        await AppendAsync(50);

        Assert.Equal(50, (await new AuditChain(_database.Source).CheckAsync(Ct)).Rows);
        await stop.CancelAsync();
        await running;
    }

    private AuditPositions Positions => new(_database.Source, _clock);

    private static SinkEntry Entry(string to) => new() { Name = "s", To = new Uri(to) };

    private SinkFollower Syslog(string to, TimeProvider? time = null, SinkOptions? options = null) => Entry(to) is var sink ? Follow(sink, new SyslogWire(sink, "h"), time, options) : null!;

    private SinkFollower Follow(SinkEntry sink, ISinkWire wire, TimeProvider? time = null, SinkOptions? options = null) =>
        new(sink, wire, new AuditReader(_database.Source), Positions, options ?? new SinkOptions { Timeout = TimeSpan.FromMinutes(5) }, time ?? _clock, NullLogger.Instance);

    private async Task AppendAsync(int rows, string action = "key.create")
    {
        for (var i = 0; i < rows; i++)
        {
            await new AuditLog(_database.Source, _clock).AppendAsync(new AuditEvent(Guid.Empty, Guid.Empty, "ann", action, "key", "k"), Ct);
        }
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
