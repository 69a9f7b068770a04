using System.Net;
using System.Net.Mail;
using Tollgate.Alerts;
using Tollgate.Alerts.Channels;
using Tollgate.Alerts.Delivery;

namespace Tollgate.Hosting.Settings;

/// <summary>Reads `alerts:`.</summary>
internal static class AlertSettingsReader
{
    private static readonly AlertOptions Defaults = new();
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Reads the settings of alerts.</summary>
    public static AlertOptions Read(SettingsSection section)
    {
        var options = new AlertOptions
        {
            CoolDown = section.Time("cool_down", "How long a rule is quiet after somebody was told, unless the rule says otherwise.", Defaults.CoolDown, TimeSpan.Zero, Day * 7),
            CheckEvery = section.Time("check_every", "How often rules are checked.", Defaults.CheckEvery, Second, TimeSpan.FromHours(1)),
            SendTimeout = section.Time("send_timeout", "How long one attempt to reach a channel may take.", Defaults.SendTimeout, Second, TimeSpan.FromMinutes(2)),
            RetryAfter = section.Time("retry_after", "The first delay after an attempt that failed; it doubles, with jitter.", Defaults.RetryAfter, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)),
            LongestRetry = section.Time("longest_retry", "The longest delay between attempts.", Defaults.LongestRetry, Second, Day),
            GiveUpAfter = section.Time("give_up_after", "After so long a notice that did not arrive is given up.", Defaults.GiveUpAfter, TimeSpan.FromMinutes(1), Day * 30),
            KeepFor = section.Time("keep_for", "How long notices that are done with are kept.", Defaults.KeepFor, Day, Day * 3650),
            AllowedNetworks = Networks(section),
            Smtp = Smtp(section.Section("smtp")),
        };
        options = options with { Channels = Channels(section, options), Rules = AlertRuleReader.Read(section, options) };
        section.End();
        return options;
    }

    private static List<IPNetwork> Networks(SettingsSection section)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in section.Texts("allowed_networks", "Local or private networks (CIDR) that channels made over the API may be in; none by default."))
        {
            if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else
            {
                section.Fault("allowed_networks", $"'{text}' is not a network.", "Write, for example, 10.20.0.0/16.");
            }
        }

        return networks;
    }

    private static SmtpOptions? Smtp(SettingsSection section)
    {
        var host = section.Text("host", "The mail server for submission. Without one there are no channels of kind email.", null, "a name");
        var from = section.Text("from", "The sender's address.", null, "a mail address");
        var smtp = new SmtpOptions
        {
            Host = host ?? "",
            From = from ?? "",
            Port = section.Number("port", "Its port.", 587, 1, 65_535),
            UsesTls = section.Flag("tls", "Whether the connection must turn to TLS (STARTTLS) before anything is said.", true),
            UserName = section.Text("username", "The name to sign in with; empty: without signing in."),
            Password = section.Text("password", "The password.", null, "text"),
        };
        section.End();
        if (host is null)
        {
            return null;
        }

        if (!MailAddress.TryCreate(from, out _))
        {
            section.Fault("from", "Mail needs a sender's address.", "Write, for example, tollgate@example.com.");
        }

        return smtp;
    }

    private static List<ChannelEntry> Channels(SettingsSection section, AlertOptions options)
    {
        var channels = new List<ChannelEntry>();
        foreach (var (name, entry) in section.Sections("channels"))
        {
            var channel = Channel(name, entry);
            if (entry.Line > 0 && ChannelRules.Check(channel, options, guard: null) is { } fault)
            {
                entry.Fault(fault.Parameter ?? "", fault.Message);
            }

            if (entry.Line > 0 && channel is { Kind: ChannelKind.Webhook, Secret: null })
            {
                entry.Fault("secret", "A webhook needs a secret, so that its receiver can tell notices from forgeries.");
            }

            channels.Add(channel);
            entry.End();
        }

        return channels;
    }

    private static ChannelEntry Channel(string name, SettingsSection entry)
    {
        var kind = entry.Word("kind", "How it takes its notices.", "webhook", AlertWords.All<ChannelKind>())!;
        return new ChannelEntry
        {
            Name = name,
            Kind = AlertWords.Read<ChannelKind>(kind),
            Url = entry.Text("url", "Where it is; not for email. It may be in a private network, for the operator chose it.", null, "an address"),
            Secret = entry.Text("secret", "What notices to a webhook are signed with: HMAC-SHA256."),
            To = entry.Texts("to", "Whom mail goes to."),
            Severity = AlertWords.Read<AlertSeverity>(entry.Word("severity", "Alerts below this are not sent.", "info", AlertWords.All<AlertSeverity>())!),
            Kinds = Kinds(entry),
            IsEnabled = entry.Flag("enabled", "Whether anything is sent.", true),
        };
    }

    private static List<AlertKind> Kinds(SettingsSection entry)
    {
        var kinds = new List<AlertKind>();
        foreach (var word in entry.Texts("kinds", $"Only alerts of these kinds are sent: {string.Join(", ", AlertWords.All<AlertKind>())}. Empty: all."))
        {
            if (AlertWords.TryRead<AlertKind>(word, out var kind))
            {
                kinds.Add(kind);
            }
            else
            {
                entry.Fault("kinds", $"There are no alerts of kind '{word}'.", $"Kinds are {string.Join(", ", AlertWords.All<AlertKind>())}.");
            }
        }

        return kinds;
    }
}
