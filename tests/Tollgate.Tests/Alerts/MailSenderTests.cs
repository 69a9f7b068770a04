using System.Net;
using System.Net.Sockets;
using System.Text;
using Tollgate.Alerts.Channels;
using Tollgate.Alerts.Delivery;
using Tollgate.TestKit;

namespace Tollgate.Tests.Alerts;

public sealed class MailSenderTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task AMail_CarriesTheNotice_ToEveryRecipient_WithTheNoticesOwnId()
    {
        await using var server = new MailServer();
        var notice = FormatTests.Notice(new HeldClock()) with { Title = "Budget 'größer' is\r\nBcc: spent" };

        var result = await Sender(server.Port).SendAsync(notice, "ann@example.com, bob@example.com", None);

        var mail = Assert.Single(server.Mails);
        Assert.True(result.IsDelivered);
        Assert.Equal(("MAIL FROM:<tollgate@example.com>", 2), (mail.From, mail.To.Count));
        Assert.Contains($"<{notice.NoticeId}@example.com>", mail.Data, StringComparison.Ordinal);
        Assert.Contains("X-Tollgate-Notice-Id: " + notice.NoticeId, mail.Data, StringComparison.Ordinal);
        Assert.DoesNotContain("\nBcc:", mail.Data, StringComparison.Ordinal);
        Assert.Contains("Spent: $5.25 of $5.00 (105 %)", Body(mail.Data), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServerThatRefuses_IsTriedAgainLater_AndSaysWhy()
    {
        await using var server = new MailServer(line => line.StartsWith("RCPT", StringComparison.Ordinal) ? "451 greylisted" : null);

        var result = await Sender(server.Port).SendAsync(FormatTests.Notice(new HeldClock()), "ann@example.com", None);

        Assert.False(result.IsDelivered);
        Assert.StartsWith("The mail server answered 451", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADeadServer_IsASentence()
    {
        var result = await Sender(9).SendAsync(FormatTests.Notice(new HeldClock()), "ann@example.com", None);

        Assert.StartsWith("The mail server cannot be spoken to.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServerWithoutTls_GetsNothing_WhenTlsIsAskedFor()
    {
        await using var server = new MailServer();

        var result = await Sender(server.Port, usesTls: true).SendAsync(FormatTests.Notice(new HeldClock()), "ann@example.com", None);

        Assert.False(result.IsDelivered);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task ADeadMailServer_ThatComesBack_GetsTheNoticeInTheEnd()
    {
        var clock = new HeldClock();
        await using var database = await TestDatabase.CreateAsync(clock);
        var isUp = false;
        await using var server = new MailServer(line => isUp || line.Length > 0 ? null : "421 not now");
        using var bench = AlertBench.On(database, clock, AlertBench.Open with { Smtp = Options(server.Port) });
        await bench.Channels.CreateAsync(bench.Admin, new ChannelEntry { Name = "mail", Kind = ChannelKind.Email, To = ["ann@example.com"] }, None);
        await bench.Desk.RaiseAsync(bench.Fact(), None);

        var first = await bench.Outbox.DeliverDueAsync(None);
        isUp = true;
        clock.Advance(TimeSpan.FromSeconds(2));
        var second = await bench.Outbox.DeliverDueAsync(None);

        Assert.Equal((0, 1), (first, second));
        Assert.Contains(bench.Told[0].NoticeId.ToString(), Assert.Single(server.Mails).Data, StringComparison.Ordinal);
    }

    /// <summary>Whether it is silent from the start, or after each of its words.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task AServerThatFallsSilent_IsLeftWhenTheTimeIsOver(int words)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var silent = FallSilentAsync(listener, words);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        var sending = Sender(((IPEndPoint)listener.LocalEndpoint).Port).SendAsync(FormatTests.Notice(new HeldClock()), "ann@example.com", patience.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        listener.Stop();
        await silent;
    }

    private static async Task FallSilentAsync(TcpListener listener, int words)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        try
        {
            for (var i = 0; i < words; i++)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(i == 0 ? "220 mail.example\r\n" : "250 ok\r\n"), TestContext.Current.CancellationToken);
                _ = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
            }

            while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is not null)
            {
                // It hears, and says nothing more.
            }
        }
        catch (IOException)
        {
            // The other side has gone.
        }
    }

    [Theory]
    [InlineData("250-mail.example\r\n250 AUTH LOGIN PLAIN", "AUTH PLAIN AGFubgBhIHdvcmQ=")]
    [InlineData("250-mail.example\r\n250 AUTH LOGIN", "AUTH LOGIN|YW5u|YSB3b3Jk")]
    public async Task ItSignsIn_TheWayTheServerTakes(string abilities, string expected)
    {
        var said = new List<string>();
        await using var server = new MailServer(line =>
        {
            said.Add(line);
            return line.StartsWith("EHLO", StringComparison.Ordinal) ? abilities
                : line is "AUTH LOGIN" or "YW5u" ? "334 and?"
                : line == "YSB3b3Jk" || line.StartsWith("AUTH PLAIN", StringComparison.Ordinal) ? "235 welcome" : null;
        });

        var result = await new MailSender(Options(server.Port) with { UserName = "ann", Password = "a word" }).SendAsync(FormatTests.Notice(new HeldClock()), "ann@example.com", None);

        Assert.True(result.IsDelivered, result.Error);
        Assert.Contains(expected, string.Join('|', said), StringComparison.Ordinal);
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task WithoutAMailServer_ItSaysSo()
    {
        var result = await new MailSender(null).SendAsync(FormatTests.Notice(new HeldClock()), "ann@example.com", None);

        Assert.Equal("This gateway has no mail server (alerts.smtp in tollgate.yaml).", result.Error);
    }

    private static MailSender Sender(int port, bool usesTls = false) => new(Options(port) with { UsesTls = usesTls });

    private static SmtpOptions Options(int port) => new() { Host = "127.0.0.1", Port = port, UsesTls = false, From = "tollgate@example.com" };

    private static string Body(string data)
    {
        var text = data[(data.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
        return data.Contains("base64", StringComparison.Ordinal) ? Encoding.UTF8.GetString(Convert.FromBase64String(text.Replace("\n", "", StringComparison.Ordinal))) : text.Replace("=\n", "", StringComparison.Ordinal);
    }
}
