using System.Net.Http.Headers;
using Tollgate.Alerts.Channels;
using Tollgate.Outbound;

namespace Tollgate.Alerts.Delivery;

/// <summary>Posts notices to webhooks: signed, and to no address that the channel's owner may not reach.</summary>
internal sealed class WebSender(WebPost web, TimeProvider time)
{
    /// <summary>Posts a body.</summary>
    public async Task<DeliveryResult> PostAsync(AlertChannel channel, ChannelSecrets secrets, Guid noticeId, byte[] body, CancellationToken ct)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var headers = channel.Kind == ChannelKind.Webhook
            ? [(WebhookSignature.NoticeHeader, noticeId.ToString()), .. WebhookSignature.Headers(secrets.Secret, time.GetUtcNow(), body)]
            : Array.Empty<(string, string)>();
        return await web.PostAsync(new Uri(secrets.Url), channel.Origin == ChannelOrigin.File, content, headers, ct);
    }
}
