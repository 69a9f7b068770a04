using System.Net.Mail;
using System.Net.NetworkInformation;
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
    private const int Done = 250;
    private const int SignedIn = 235;
    private const int Asked = 334;

    /// <summary>Sends a notice to all recipients in one mail; every copy has the same Message-ID.</summary>
    public async Task<DeliveryResult> SendAsync(AlertNotice notice, string recipients, CancellationToken ct)
    {
        if (server is null)
        {
            return new DeliveryResult(NoServer);
        }

        try
        {
            using var talk = new MailConversation();
            await talk.OpenAsync(server.Host, server.Port, ct);
            await IntroduceAsync(talk, ct);
            await HandOverAsync(talk, notice, recipients.Split(", "), ct);
            return DeliveryResult.Delivered;
        }
        catch (MailRefusedException refused)
        {
            return new DeliveryResult(refused.Message);
        }
        catch (Exception fault) when (fault is IOException or SocketException or AuthenticationException or FormatException)
        {
            return new DeliveryResult($"The mail server cannot be spoken to. {fault.Message}");
        }
    }

    /// <summary>Says who is there: over TLS and with a password, where the operator wants that.</summary>
    private async Task IntroduceAsync(MailConversation talk, CancellationToken ct)
    {
        var hello = $"EHLO {HostName()}";
        var abilities = await talk.SayAsync(hello, Done, ct);
        if (server!.UsesTls)
        {
            await talk.SecureAsync(server.Host, ct);
            abilities = await talk.SayAsync(hello, Done, ct);
        }

        if (server.UserName is { } user)
        {
            await SignInAsync(talk, user, server.Password ?? "", abilities.Contains("PLAIN", StringComparison.OrdinalIgnoreCase), ct);
        }
    }

    /// <summary>Some servers take only the older way, a question for each word.</summary>
    private static async Task SignInAsync(MailConversation talk, string user, string password, bool takesPlain, CancellationToken ct)
    {
        if (takesPlain)
        {
            await talk.SayAsync("AUTH PLAIN " + Base64($"\0{user}\0{password}"), SignedIn, ct);
            return;
        }

        await talk.SayAsync("AUTH LOGIN", Asked, ct);
        await talk.SayAsync(Base64(user), Asked, ct);
        await talk.SayAsync(Base64(password), SignedIn, ct);
    }

    /// <summary>The mail is the server's when it has said so: what happens to the line after that changes nothing.</summary>
    private async Task HandOverAsync(MailConversation talk, AlertNotice notice, string[] recipients, CancellationToken ct)
    {
        var from = new MailAddress(server!.From);
        await talk.SayAsync($"MAIL FROM:<{from.Address}>", Done, ct);
        foreach (var recipient in recipients)
        {
            await talk.SayAsync($"RCPT TO:<{new MailAddress(recipient).Address}>", Done, ct);
        }

        await talk.SayAsync("DATA", 354, ct);
        await talk.SayAsync(MailText.Of(notice, from, recipients) + ".", Done, ct);
        try
        {
            await talk.SayAsync("QUIT", 221, ct);
        }
        catch (Exception fault) when (fault is IOException or MailRefusedException or OperationCanceledException)
        {
            // It has the mail.
        }
    }

    private static string HostName() => IPGlobalProperties.GetIPGlobalProperties().HostName is { Length: > 0 } name && name.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '-') ? name : "localhost";

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
