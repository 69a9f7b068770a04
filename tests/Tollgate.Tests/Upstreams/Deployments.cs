using Tollgate.Core;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Tests.Upstreams;

/// <summary>Accounts for tests.</summary>
internal static class Deployments
{
    public static ProviderCatalogue Catalogue { get; } = ProviderCatalogue.Load();

    public static Deployment Named(string name, int weight = 1) => At(new Uri("http://127.0.0.1:1"), "openai", "sk-upstream-secret-0001") with { Name = name, Weight = weight };

    public static Deployment At(Uri address, string kind, string? key, UpstreamTimeouts? timeouts = null) => new()
    {
        Name = kind,
        Provider = kind,
        Catalogue = Catalogue.Find(kind)!,
        BaseAddress = address,
        Key = key is null ? null : new Secret(key),
        Timeouts = [.. Enumerable.Repeat(timeouts ?? UpstreamTimeouts.Default, SurfaceNames.Count)],
    };
}
