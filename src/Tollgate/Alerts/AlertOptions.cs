using System.Net;
using Tollgate.Alerts.Channels;
using Tollgate.Alerts.Delivery;
using Tollgate.Alerts.Rules;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Alerts;

/// <summary>Settings of alerts, under `alerts:` in tollgate.yaml.</summary>
internal sealed record AlertOptions
{
    /// <summary>How long a rule is quiet after somebody was told, unless the rule says otherwise.</summary>
    public TimeSpan CoolDown { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>How often rules are checked.</summary>
    public TimeSpan CheckEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt at a delivery may take.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The first delay after a failed delivery; it doubles from attempt to attempt.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest delay between attempts.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>After so long a notice that did not arrive is given up.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromHours(72);

    /// <summary>How long notices that are done with are kept.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Private networks that channels made over the API may be in.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>The mail server; null: there is none, and channels of kind email cannot be made.</summary>
    public SmtpOptions? Smtp { get; init; }

    /// <summary>Channels of the settings file.</summary>
    public IReadOnlyList<ChannelEntry> Channels { get; init; } = [];

    /// <summary>Rules that the file declares; their organization is filled in at start.</summary>
    public IReadOnlyList<Declared<AlertRule>> Rules { get; init; } = [];

    /// <summary>The refusal of a change of a declared rule over the API.</summary>
    public Refusal Refuse(string name) => DeclaredThings.Refuse(Rules.FirstOrDefault(rule => rule.Thing.Name == name), "Alert rule", name);
}
