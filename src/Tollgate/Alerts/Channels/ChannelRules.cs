using System.Net.Mail;
using Tollgate.Api;
using Tollgate.Core;
using Tollgate.Outbound;

namespace Tollgate.Alerts.Channels;

/// <summary>What a channel must be like to be accepted; each fault names its field.</summary>
internal static class ChannelRules
{
    private const int LongestText = 200;
    private const int LongestUrl = 2000;
    private const int ShortestSecret = 16;
    private const int MostRecipients = 20;

    /// <summary>The first fault; null when all is well. The operator's own channels may be anywhere, others must pass the guard.</summary>
    public static Refusal? Check(ChannelEntry entry, AlertOptions options, AddressGuard? guard)
    {
        if (entry.Name.Length is 0 or > LongestText || entry.Name.Any(char.IsControl))
        {
            return ApiReply.Invalid("name", "'name' takes 1 to 200 characters.");
        }

        return entry.Kind == ChannelKind.Email ? CheckMail(entry, options) : CheckWeb(entry, guard);
    }

    private static Refusal? CheckMail(ChannelEntry entry, AlertOptions options)
    {
        if (options.Smtp is null)
        {
            return ApiReply.Invalid("kind", "This gateway has no mail server: the operator sets alerts.smtp in tollgate.yaml.");
        }

        if (entry.Url is not null || entry.Secret is not null)
        {
            return ApiReply.Invalid("url", "A channel of kind email takes 'to', neither 'url' nor 'secret'.");
        }

        var isFine = entry.To.Count is > 0 and <= MostRecipients && entry.To.All(IsMailAddress);
        return isFine ? null : ApiReply.Invalid("to", "'to' takes 1 to 20 mail addresses.");
    }

    private static Refusal? CheckWeb(ChannelEntry entry, AddressGuard? guard)
    {
        if (entry.To.Count > 0)
        {
            return ApiReply.Invalid("to", "Only channels of kind email take 'to'.");
        }

        if (entry.Url is not { Length: > 0 and <= LongestUrl } || !Uri.TryCreate(entry.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
        {
            return ApiReply.Invalid("url", "'url' takes an http or https address without a user name.");
        }

        if (guard is not null && !guard.MayName(url))
        {
            return ApiReply.Invalid("url", "This address is not reachable for alerts: it is local, private or reserved. The operator can allow networks in alerts.allowed_networks.");
        }

        return CheckSecret(entry);
    }

    private static Refusal? CheckSecret(ChannelEntry entry)
    {
        if (entry.Secret is null)
        {
            return null;
        }

        if (entry.Kind != ChannelKind.Webhook)
        {
            return ApiReply.Invalid("secret", "Only channels of kind webhook are signed.");
        }

        var isFine = entry.Secret.Length is >= ShortestSecret and <= LongestText && !entry.Secret.AsSpan().ContainsAnyExceptInRange('!', '~');
        return isFine ? null : ApiReply.Invalid("secret", "'secret' takes 16 to 200 visible ASCII characters.");
    }

    private static bool IsMailAddress(string text) =>
        text.Length <= LongestText && !text.Any(char.IsControl) && MailAddress.TryCreate(text, out var address) && address.Address == text;
}
