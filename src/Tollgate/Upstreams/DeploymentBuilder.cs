using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Upstreams;

/// <summary>Makes the accounts of a provider from what somebody declared.</summary>
internal static class DeploymentBuilder
{
    /// <summary>The accounts; those without an address or a needed key are left out.</summary>
    public static Deployment[] Make(ProviderEntry entry, CatalogueProvider kind, Uri? address, Secret? key, UpstreamTimeouts[] timeouts)
    {
        if (entry.Deployments.Count == 0)
        {
            return [One(entry, kind, address!, key, timeouts)];
        }

        var all = new List<Deployment>(entry.Deployments.Count);
        foreach (var part in entry.Deployments)
        {
            var place = part.BaseAddress ?? address;
            var own = part.Key ?? key;
            if (part.IsOff || place is null || IsMissing(own, entry, kind))
            {
                continue;
            }

            all.Add(One(entry, kind, place, own, timeouts) with
            {
                Name = part.Name == DeploymentEntry.Own ? entry.Name : $"{entry.Name}/{part.Name}",
                Weight = part.Weight,
                Models = part.Models.Count > 0 ? part.Models : entry.Models,
                ServesOnlyItsModels = part.Models.Count > 0,
            });
        }

        return [.. all];
    }

    /// <summary>Whether a key is needed and there is none.</summary>
    public static bool IsMissing(Secret? key, ProviderEntry entry, CatalogueProvider kind) =>
        key is null && kind.NeedsKey && entry.Credentials == CredentialSource.Gateway && entry.Auth != AuthStyle.None;

    private static Deployment One(ProviderEntry entry, CatalogueProvider kind, Uri address, Secret? key, UpstreamTimeouts[] timeouts) => new()
    {
        Name = entry.Name,
        Provider = entry.Name,
        Catalogue = kind,
        BaseAddress = address,
        Key = key,
        Auth = entry.Auth,
        Credentials = entry.Credentials,
        Models = entry.Models,
        Headers = entry.Headers,
        Proxy = entry.Proxy,
        Timeouts = timeouts,
    };
}
