using System.Data.Common;
using System.Security.Cryptography;
using Tollgate.Alerts.Channels;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Guards.Canaries;
using Tollgate.Guards.Custom;
using Tollgate.Guards.External;
using Tollgate.Guards.Indicators;
using Tollgate.Guards.Policies;
using Tollgate.Outbound;

namespace Tollgate.Guards.Items;

/// <summary>Everything that organizations give their guards to look for: kept, put in force, shown.</summary>
internal sealed class GuardItems
{
    private readonly ItemStore[] _stores;

    /// <summary>All kinds.</summary>
    public GuardItems(DbDataSource source, AuditLog audit, GuardBook book, CanaryKeyFile key, AddressGuard addresses, SecretBox box, RandomNumberGenerator random, TimeProvider time)
    {
        var canaries = new ItemStore(source, audit, new ItemKind("guard_canary", "a canary", "canaries", "/api/guards/canaries", items => book.Load(own => own with { Canaries = CanaryEndpoints.Detectors(key, items) })));
        var customs = new ItemStore(source, audit, new ItemKind("guard_custom", "a custom rule", "custom rules", "/api/guards/custom", items => book.Load(own => own with { Customs = CustomEndpoints.Books(items) })));
        var indicators = new ItemStore(source, audit, new ItemKind("guard_indicators", "a list of indicators", "lists of indicators", "/api/guards/indicators", items => book.Load(own => own with { Indicators = IndicatorEndpoints.Detectors(items) })));
        var externals = new ItemStore(source, audit, new ItemKind("guard_external", "an external guard", "external guards", "/api/guards/external", items => book.Load(own => own with { Externals = ExternalEndpoints.Entries(box, items) })));
        _stores = [canaries, customs, indicators, externals];
        Routes = [.. new CanaryEndpoints(canaries, key, random, time).Routes, .. new CustomEndpoints(customs, time).Routes, .. new IndicatorEndpoints(indicators, time).Routes, .. new ExternalEndpoints(externals, addresses, box, time).Routes];
    }

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes { get; }

    /// <summary>Puts all items in force, at the start.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        foreach (var store in _stores)
        {
            await store.LoadAsync(ct);
        }
    }
}
