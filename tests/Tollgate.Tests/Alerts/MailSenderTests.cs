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
