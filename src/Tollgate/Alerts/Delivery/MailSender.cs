using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Tollgate.Alerts.Notices;
using Tollgate.Outbound;

namespace Tollgate.Alerts.Delivery;

/// <summary>Sends notices through the operator's mail server. Tenants choose recipients, never the server.</summary>
internal sealed class MailSender(SmtpOptions? server)
{
    private const string NoServer = "This gateway has no mail server (alerts.smtp in tollgate.yaml).";

    /// <summary>Sends a notice to all recipients in one mail; every copy has the same Message-ID.</summary>
    public async Task<DeliveryResult> SendAsync(AlertNotice notice, string recipients, CancellationToken ct)
    {
        if (server is null)
        {
            return new DeliveryResult(NoServer);
        }

        using var mail = Write(notice, recipients);
        using var client = new SmtpClient(server.Host, server.Port) { EnableSsl = server.UsesTls, UseDefaultCredentials = false };
        if (server.UserName is not null)
        {
            client.Credentials = new NetworkCredential(server.UserName, server.Password);
        }

        try
        {
            await client.SendMailAsync(mail, ct);
            return DeliveryResult.Delivered;
        }
        catch (SmtpException fault)
        {
            return new DeliveryResult(Describe(fault));
        }
        catch (Exception fault) when (fault is IOException or SocketException or AuthenticationException or FormatException)
        {
            return new DeliveryResult($"The mail server cannot be spoken to: {fault.Message}");
        }
    }

    private MailMessage Write(AlertNotice notice, string recipients)
    {
        var from = new MailAddress(server!.From);
        var mail = new MailMessage
        {
            From = from,
            Subject = $"[Tollgate] {OneLine(notice.Title)}",
            SubjectEncoding = Encoding.UTF8,
            Body = NoticeText.Plain(notice),
            BodyEncoding = Encoding.UTF8,
        };
        foreach (var recipient in recipients.Split(", "))
        {
            mail.To.Add(new MailAddress(recipient));
        }

        mail.Headers["Message-ID"] = $"<{notice.NoticeId}@{from.Host}>";
        mail.Headers["X-Tollgate-Notice-Id"] = notice.NoticeId.ToString();
        mail.Headers["Auto-Submitted"] = "auto-generated";
        return mail;
    }

    private static string OneLine(string title) => string.Concat(title.Select(letter => char.IsControl(letter) ? ' ' : letter));

    private static string Describe(SmtpException fault)
    {
        var inner = fault.InnerException is { } cause ? $" {cause.Message}" : "";
        return fault.StatusCode == SmtpStatusCode.GeneralFailure
            ? $"The mail server cannot be spoken to.{inner}"
            : $"The mail server answered {(int)fault.StatusCode}: {fault.Message}";
    }
}
