using Tollgate.Alerts;
using Tollgate.Audit;
using Tollgate.Budgets;
using Tollgate.Callers;
using Tollgate.Guards.Policies;
using Tollgate.Ledger.Journals;
using Tollgate.Limits;
using Tollgate.Pricing;
using Tollgate.Upstreams;

namespace Tollgate.Hosting.Settings;

/// <summary>Everything tollgate.yaml says, with defaults. Each slice is handed its own part.</summary>
internal sealed record TollgateSettings
{
    /// <summary>Where clients connect.</summary>
    public IReadOnlyList<Uri> Listen { get; init; } = [new("http://127.0.0.1:4000")];

    /// <summary>The folder of the database, the journal and the keys, as a full path.</summary>
    public string Data { get; init; } = Path.GetFullPath("data");

    /// <summary>The admin key; null: one is made and printed once.</summary>
    public Secret? AdminKey { get; init; }

    /// <summary>TLS towards clients; null: none.</summary>
    public TlsSettings? Tls { get; init; }

    /// <summary>Where /metrics is served without a key; null: only beside the API, with a viewer key.</summary>
    public Uri? MetricsListen { get; init; }

    /// <summary>Signing in and attribution: trusted proxies, user ids.</summary>
    public CallerOptions Callers { get; init; } = new();

    /// <summary>The largest request body, decoded, in bytes.</summary>
    public int MaxBodyBytes { get; init; } = 32 << 20;

    /// <summary>Providers and their timeouts.</summary>
    public UpstreamSettings Upstreams { get; init; } = new();

    /// <summary>What happens to a call whose client goes away.</summary>
    public ClientAbortOptions ClientAbort { get; init; } = new();

    /// <summary>Own models, aliases and prices.</summary>
    public PricingOptions Pricing { get; init; } = new();

    /// <summary>Budgets.</summary>
    public BudgetOptions Budgets { get; init; } = new();

    /// <summary>Limits.</summary>
    public LimitOptions Limits { get; init; } = new();

    /// <summary>Guards.</summary>
    public GuardOptions Guards { get; init; } = new();

    /// <summary>Alerts: how notices travel.</summary>
    public AlertOptions Alerts { get; init; } = new();

    /// <summary>Where the audit log goes besides the database.</summary>
    public AuditOptions Audit { get; init; } = new();

    /// <summary>The journal.</summary>
    public JournalOptions Journal { get; init; } = new() { Folder = Path.GetFullPath("data/journal") };

    /// <summary>The line of each entry of the file that the API must not change, by "provider/NAME" and "model/NAME".</summary>
    public IReadOnlyDictionary<string, int> Lines { get; init; } = new Dictionary<string, int>();
}
