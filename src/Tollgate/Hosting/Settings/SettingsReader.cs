using System.Net;
using Tollgate.Budgets;
using Tollgate.Callers;
using Tollgate.Ledger.Journals;
using Tollgate.Limits;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Hosting.Settings;

/// <summary>Reads tollgate.yaml as a whole: every fault at once, by full key and line, with what would help (CONTRACT 9).</summary>
internal sealed class SettingsReader(ProviderCatalogue catalogue, Func<string, string?> environment)
{
    private static readonly TollgateSettings Defaults = new();
    private static readonly TimeSpan DefaultFsync = Defaults.Journal.FsyncInterval;
    private static readonly TimeSpan Each = TimeSpan.Zero;
    private static readonly TimeSpan Off = Timeout.InfiniteTimeSpan;

    /// <summary>Reads a file's text; relative paths in it are meant from <paramref name="folder"/>.</summary>
    public SettingsReport Read(string text, string folder)
    {
        var findings = new List<SettingsFinding>();
        var placeholders = new Placeholders(environment);
        var root = YamlTree.Read(placeholders.TakeOut(text, findings), findings);
        var reading = new SettingsReading(placeholders, findings);
        var settings = Bind(new SettingsSection(reading, root, "", 1), folder);
        OwnModelChecks.CheckProviders(settings, catalogue, findings);
        findings.Sort((left, right) => left.Line.CompareTo(right.Line));
        return new SettingsReport(findings.Exists(finding => finding.IsFault) ? null : settings, findings) { Written = SettingsChange.Flatten(root, placeholders) };
    }

    /// <summary>The rows of the reference: what every setting takes, its default and its meaning.</summary>
    public IReadOnlyList<SettingRow> Describe()
    {
        var rows = new List<SettingRow>();
        Bind(new SettingsSection(new SettingsReading(new Placeholders(_ => null), [], rows), null, "", 0), Path.GetFullPath("."));
        return rows;
    }

    private TollgateSettings Bind(SettingsSection root, string folder)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var data = Path.GetFullPath(root.Text("data", "The folder of the database, the journal and the keys, from the folder of this file.", "data", "a path")!, folder);
        var settings = new TollgateSettings
        {
            Listen = Listen(root),
            Data = data,
            AdminKey = AdminKey(root),
            Tls = Tls(root.Section("tls"), folder),
            MetricsListen = MetricsListen(root.Section("metrics")),
            Callers = Callers(root),
            Upstreams = new ProviderSettingsReader(catalogue, lines).Read(root),
            Pricing = new ModelSettingsReader(lines).Read(root) with { Discounts = DiscountSettingsReader.Read(root), CatalogKey = CatalogKey(root.Section("catalog")) },
            MaxBodyBytes = MaxBody(root.Section("limits"), out var limits),
            Limits = limits,
            Budgets = Budgets(root.Section("budgets")),
            Guards = GuardSettingsReader.Read(root.Section("guards")),
            Alerts = AlertSettingsReader.Read(root.Section("alerts")),
            Audit = AuditSettingsReader.Read(root.Section("audit")),
            ClientAbort = ClientAbort(root.Section("client_abort")),
            Journal = Journal(root.Section("journal"), data),
            Lines = lines,
        };
        root.End();
        return settings;
    }

    private static Uri[] Listen(SettingsSection root)
    {
        var addresses = new List<Uri>();
        foreach (var text in root.Texts("listen", "Where clients connect; one address or several. https needs tls.", "http://127.0.0.1:4000"))
        {
            if (IsListenAddress(text, out var address))
            {
                addresses.Add(address);
            }
            else
            {
                root.Fault("listen", $"'{text}' is not an address to listen at.", "Write, for example, http://127.0.0.1:4000 or http://0.0.0.0:4000.");
            }
        }

        return addresses.Count == 0 ? [.. Defaults.Listen] : [.. addresses];
    }

    private static bool IsListenAddress(string text, out Uri address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address!) && address.Scheme is "http" or "https" && address.AbsolutePath == "/" && AddressText.Refuse(address) is null;

    private static Secret? AdminKey(SettingsSection root)
    {
        var text = root.Text("admin_key", "The operator's key (tga-…). Empty: one is made, printed once and kept in admin.key beside the data.");
        if (text is null)
        {
            return null;
        }

        if (text.Length < 24 || text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            root.Fault("admin_key", "An admin key is at least 24 visible ASCII characters.", "Leave it out, and the gateway makes one.");
        }

        return new Secret(text);
    }

    private static TlsSettings? Tls(SettingsSection section, string folder)
    {
        var certificate = section.Text("certificate", "A PEM file with the certificate and its chain.", null, "a path");
        var key = section.Text("key", "A PEM file with the private key.", null, "a path");
        section.End();
        if ((certificate is null) != (key is null))
        {
            section.Fault(certificate is null ? "certificate" : "key", "TLS needs both files.", "Name tls.certificate and tls.key.");
        }

        return certificate is null || key is null ? null : new TlsSettings(Path.GetFullPath(certificate, folder), Path.GetFullPath(key, folder));
    }

    private static byte[]? CatalogKey(SettingsSection section)
    {
        var key = section.Value<byte[]?>(
            "public_key", "The ECDSA P-256 key whose signed price catalogues `tollgate models update` may install: PEM, or its Base64 in one line. Empty: none may.",
            null, "", "a public key", text => (Pricing.Updates.CatalogKey.TryRead(text, out var read), read));
        section.End();
        return key;
    }

    private static Uri? MetricsListen(SettingsSection section)
    {
        var address = section.Value<Uri?>(
            "listen", "Where /metrics is served without a key. Empty: only beside the API, with a viewer key.", null, "", "an address, for example http://127.0.0.1:9464", text => (IsListenAddress(text, out var found), found));
        section.End();
        return address;
    }

    private static CallerOptions Callers(SettingsSection root) => new()
    {
        TrustedProxies = TrustedProxies(root),
        StoreUserIds = root.Flag("store_user_ids", "Whether end-user ids are stored as they come instead of as keyed hashes.", Defaults.Callers.StoreUserIds),
        FailedSignInsPerMinute = root.Number("failed_sign_ins_per_minute", "Failed sign-ins per minute and address before more are refused; 0 switches this off.", Defaults.Callers.FailedSignInsPerMinute, 0, 100_000),
        MaxSessionsPerKey = root.Number("max_sessions_per_key", "Sessions of a key that count as live at the same time; further ones share one name.", Defaults.Callers.MaxSessionsPerKey, 1, 1_000_000),
    };

    private static IReadOnlyList<string> TrustedProxies(SettingsSection root)
    {
        var all = root.Texts("trusted_proxies", "Addresses and networks (CIDR) whose X-Forwarded-For is believed.");
        foreach (var text in all)
        {
            if (!IPAddress.TryParse(text, out _) && !IPNetwork.TryParse(text, out _))
            {
                root.Fault("trusted_proxies", $"'{text}' is neither an address nor a network.", "Write, for example, 10.0.0.0/8.");
            }
        }

        return all;
    }

    private static int MaxBody(SettingsSection section, out LimitOptions limits)
    {
        var body = (int)section.Size("max_body_bytes", "The largest request body, decoded.", Defaults.MaxBodyBytes, 1024, 1 << 30);
        limits = new LimitOptions
        {
            SweepEvery = section.Time("sweep_every", "How often counters that count nothing are dropped.", Defaults.Limits.SweepEvery, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            RememberedSubjects = section.Number("remembered_subjects", "Subjects whose counters are remembered before that memory starts anew.", Defaults.Limits.RememberedSubjects, 100, 1_000_000),
        };
        limits = limits with { Rules = LimitRuleReader.Read(section) };
        section.End();
        return body;
    }

    private static ClientAbortOptions ClientAbort(SettingsSection section)
    {
        const string hard = "hard_budget";
        var abort = new ClientAbortOptions
        {
            DrainFor = section.Time("drain_for", "How long an answer is read on after its client went away, so that the call's cost is exact and nothing stays uncertain; 0s cancels the provider at once.", Defaults.ClientAbort.DrainFor, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
            DrainsAll = section.Word("drain", "Which answers are read on: those of calls that a hard budget counts, or all.", hard, [hard, "always"]) != hard,
            MostDraining = section.Number("most_draining", "The most answers that are read on at the same time; beyond them the provider is cancelled at once.", Defaults.ClientAbort.MostDraining, 0, 100_000),
        };
        section.End();
        return abort;
    }

    private static BudgetOptions Budgets(SettingsSection section)
    {
        var budgets = new BudgetOptions
        {
            HoldWait = section.Time("hold_wait", "How long a call waits for money that others hold, before it is clamped or refused.", Defaults.Budgets.HoldWait, TimeSpan.Zero, TimeSpan.FromSeconds(10)),
            RememberedChains = section.Number("remembered_chains", "Chains of budgets remembered before that memory starts anew.", Defaults.Budgets.RememberedChains, 100, 1_000_000),
            HardWarningPercent = section.Number("hard_warning_percent", "Where a budget's hard warning begins, in percent of its limit; the soft one is the budget's own `warn_percent`.", Defaults.Budgets.HardWarningPercent, 1, 1000),
            EmergencyPercent = section.Number("emergency_percent", "Where a budget's emergency begins; not below the hard warning.", Defaults.Budgets.EmergencyPercent, 1, 1000),
        };
        budgets = budgets with { Rules = BudgetRuleReader.Read(section) };
        if (budgets.EmergencyPercent < budgets.HardWarningPercent)
        {
            section.Fault("emergency_percent", "An emergency cannot begin below the hard warning.");
        }

        section.End();
        return budgets;
    }

    private static JournalOptions Journal(SettingsSection section, string data)
    {
        var fsync = section.Value("fsync", "How much a power cut may take at most; `each` for none. Death of the process takes nothing.", DefaultFsync, SettingText.Of(DefaultFsync), "a time from 1ms to 1s, or each, or off", Fsync);
        var journal = new JournalOptions
        {
            Folder = Path.Combine(data, "journal"),
            Fsync = fsync == Each ? JournalSync.Each : fsync == Off ? JournalSync.Off : JournalSync.Group,
            FsyncMilliseconds = fsync > TimeSpan.Zero ? (int)fsync.TotalMilliseconds : Defaults.Journal.FsyncMilliseconds,
            SegmentBytes = (int)section.Size("segment_bytes", "Bytes of one segment, allocated when it is made.", Defaults.Journal.SegmentBytes, 256 << 10, 256 << 20),
            MaxBytes = section.Size("max_bytes", "Bytes of all segments. When they are full, nothing new is sent.", Defaults.Journal.MaxBytes, 1 << 20, 1L << 44),
        };
        section.End();
        return journal;
    }

    private static (bool IsFine, TimeSpan Value) Fsync(string text)
    {
        if (text is "each" or "off")
        {
            return (true, text == "each" ? Each : Off);
        }

        return (SettingText.TryTime(text, out var time) && time >= TimeSpan.FromMilliseconds(1) && time <= TimeSpan.FromSeconds(1), time);
    }
}
