using System.Text;
using System.Text.Json;
using Tollgate.Alerts.Channels;
using Tollgate.Alerts.Notices;
using Tollgate.Outbound;

namespace Tollgate.Alerts.Delivery;

/// <summary>Brings a notice to a channel in the channel's format, within one time limit.</summary>
internal sealed class NoticeSender(ChannelStore channels, WebSender web, MailSender mail, AlertOptions options, TimeProvider time)
{
    private const string Unreadable = "Its address cannot be opened: it was sealed with another master key. Set the channel's url again.";

    /// <summary>One attempt. The body is the notice's JSON as it was written down.</summary>
    public async Task<DeliveryResult> SendAsync(AlertChannel channel, string body, CancellationToken ct)
    {
        var notice = JsonSerializer.Deserialize(body, AlertJson.Default.AlertNotice)!;
        using var patience = new CancellationTokenSource(options.SendTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            if (channel.Kind == ChannelKind.Email)
            {
                return await mail.SendAsync(notice, channel.Address, either.Token);
            }

            return channels.Open(channel) is { } secrets
                ? await web.PostAsync(channel, secrets, notice.NoticeId, Format(channel.Kind, notice, body), either.Token)
                : new DeliveryResult(Unreadable);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new DeliveryResult($"It did not answer within {options.SendTimeout.TotalSeconds:0} s.");
        }
    }

    private static byte[] Format(ChannelKind kind, AlertNotice notice, string body) => kind switch
    {
        ChannelKind.Slack => SlackFormat.Write(notice),
        ChannelKind.Discord => DiscordFormat.Write(notice),
        _ => Encoding.UTF8.GetBytes(body),
    };
}
