using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Alerts;
using Tollgate.Alerts.Channels;
using Tollgate.Alerts.Delivery;
using Tollgate.Alerts.Notices;
using Tollgate.Alerts.Rules;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Outbound;
using Tollgate.Telemetry;
using Tollgate.TestKit;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Keys;

namespace Tollgate.Tests.Alerts;

/// <summary>The alert engine with everything real but the clock; webhooks may be on loopback unless a test wants the guard closed.</summary>
internal sealed class AlertBench : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly WebPost web;

    private AlertBench(TestDatabase database, HeldClock clock, AlertOptions options)
    {
        Database = database;
        Clock = clock;
        Options = options;
        Organization = Ids.New(clock);
        Admin = new ApiCaller(Ids.New(clock), "ann", Organization, ApiRight.Admin);
        Guard = new AddressGuard(options.AllowedNetworks);
        Audit = new AuditLog(database.Source, clock);
        var vault = new KeyVault(new MasterKey(_ => null, database.Folder));
        var box = new SecretBox((id, text) => vault.Seal("alert channel", id.ToString(), new Secret(text)), (id, bytes) => vault.Open("alert channel", id.ToString(), bytes)?.Reveal());
        Channels = new ChannelStore(database.Source, box, Audit, RandomNumberGenerator.Create(), clock);
        web = new WebPost(Guard, clock);
        Sender = new NoticeSender(Channels, new WebSender(web, clock), new MailSender(options.Smtp), options, TimeProvider.System);
        Store = new OutboxStore(database.Source, clock);
        var metrics = new AlertMetrics(new MetricRegistry());
        var bell = new OutboxBell();
        Outbox = new Outbox(Store, Sender, new BackOff(options, new Random(7)), bell, metrics, options, clock, NullLogger<Outbox>.Instance);
        Callbacks = new AlertCallbacks(NullLogger<AlertCallbacks>.Instance);
        Callbacks.OnAlert(notice =>
        {
            lock (Told)
            {
                Told.Add(notice);
            }
        });
        Desk = new AlertDesk(database.Source, Store, Callbacks, bell, metrics, clock, NullLogger<AlertDesk>.Instance);
        Alerts = new AlertStore(database.Source, Audit, clock);
        Rules = new RuleStore(database.Source, Audit, clock);
        Sources = new AlertSources((_, each, from, to, _) => Task.FromResult(Tally(each, from, to)), (_, since, _) => Task.FromResult(Agents(since)), (after, _) => Task.FromResult(Assumed(after)));
        Round = new RuleRound(Rules, Tollgate.Alerts.Rules.All.Checks(Sources), Desk, Alerts, clock);
        Prices = new AssumedPriceWatch(database.Source, Sources, Desk);
        Rounds = new AlertRounds(database.Source, Round, Prices, Outbox, Store, options, clock, NullLogger<AlertRounds>.Instance);
    }

    public static AlertOptions Open { get; } = new() { AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")], SendTimeout = TimeSpan.FromSeconds(5) };

    public TestDatabase Database { get; }

    public HeldClock Clock { get; }

    public AlertOptions Options { get; }

    public Guid Organization { get; }

    public ApiCaller Admin { get; }

    public AddressGuard Guard { get; }

    public AuditLog Audit { get; }

    public ChannelStore Channels { get; }

    public NoticeSender Sender { get; }

    public OutboxStore Store { get; }

    public Outbox Outbox { get; }

    public AlertCallbacks Callbacks { get; }

    public AlertDesk Desk { get; }

    public AlertStore Alerts { get; }

    public RuleStore Rules { get; }

    public AlertSources Sources { get; }

    public RuleRound Round { get; }

    public AssumedPriceWatch Prices { get; }

    public AlertRounds Rounds { get; }

    /// <summary>What callbacks heard.</summary>
    public List<AlertNotice> Told { get; } = [];

    /// <summary>What the ledger says to rules.</summary>
    public Func<RuleEach, DateTimeOffset, DateTimeOffset, IReadOnlyList<CallTally>> Tally { get; set; } = (_, _, _) => [];

    public Func<DateTimeOffset, IReadOnlyList<AgentSeen>> Agents { get; set; } = _ => [];

    public Func<long, (long Last, IReadOnlyList<AssumedPrice> Prices)> Assumed { get; set; } = after => (after, []);

    public static AlertBench On(TestDatabase database, HeldClock clock, AlertOptions? options = null) => new(database, clock, options ?? Open);

    public async Task<AlertChannel> ChannelAsync(Uri url, ChannelKind kind = ChannelKind.Webhook, string name = "ops", string? secret = "0123456789abcdef")
    {
        var made = await Channels.CreateAsync(Admin, new ChannelEntry { Name = name, Kind = kind, Url = url.ToString(), Secret = kind == ChannelKind.Webhook ? secret : null }, None);
        return made.Value.Channel;
    }

    public AlertFact Fact(string once = "a", AlertKind kind = AlertKind.BudgetWarning, AlertSeverity severity = AlertSeverity.Warning, TimeSpan? coolDown = null, Guid? source = null, string subject = "") => new()
    {
        OrganizationId = Organization,
        Kind = kind,
        Severity = severity,
        OnceKey = once,
        SourceId = source ?? Organization,
        Subject = subject,
        Title = $"Something about {once}",
        Text = "It has happened.",
        At = Clock.GetUtcNow(),
        CoolDown = coolDown,
    };

    public async Task<long> CountAsync(string table) => (long)(await Database.ScalarAsync($"select count(*) from {table}"))!;

    public void Dispose() => web.Dispose();
}
