using Tollgate.Hosting.Settings;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Hosting;

/// <summary>Opens tollgate.yaml with what the catalogue and the environment know.</summary>
internal static class GatewaySettings
{
    /// <summary>Opens the settings; the file is null when they cannot be used, and the report says why.</summary>
    public static (SettingsFile? File, SettingsReport Report) Open(string? path) =>
        SettingsFile.Open(new SettingsReader(ProviderCatalogue.Load(), Environment.GetEnvironmentVariable), path, TimeProvider.System);

    /// <summary>Reads the settings without using them: all findings, and what is in the database under the same name.</summary>
    public static SettingsReport Check(string? path) =>
        OwnModelChecks.WithoutPrice(
            SettingsOverlap.With(SettingsFile.Check(new SettingsReader(ProviderCatalogue.Load(), Environment.GetEnvironmentVariable), path)), TimeProvider.System.GetUtcNow());
}
