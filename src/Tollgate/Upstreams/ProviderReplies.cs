using Tollgate.Core;

namespace Tollgate.Upstreams;

/// <summary>Makes what lists show of a provider.</summary>
internal static class ProviderReplies
{
    /// <summary>The reply for a provider.</summary>
    public static ProviderReply Of(Provider provider, DeploymentChooser chooser) => new()
    {
        Name = provider.Name,
        Kind = provider.Kind,
        DisplayName = provider.Catalogue.DisplayName,
        Enabled = provider.IsEnabled,
        DisabledReason = provider.DisabledReason,
        Origin = provider.Origin.ToString().ToLowerInvariant(),
        Line = provider.Line > 0 ? provider.Line : null,
        KeySource = provider.KeySource,
        Credentials = provider.Credentials == CredentialSource.Client ? "client" : "gateway",
        Surfaces = Surfaces(provider),
        Deployments = Array.ConvertAll(provider.Deployments, deployment => new DeploymentReply(
            deployment.Name, deployment.Root, deployment.Key?.Hint, deployment.Weight, chooser.Rests(deployment), deployment.Models.Count == 0 ? null : [.. deployment.Models.Keys])),
    };

    private static List<string> Surfaces(Provider provider)
    {
        var names = new List<string>();
        for (var i = 0; i < SurfaceNames.Count; i++)
        {
            if (provider.Serves((Surface)i))
            {
                names.Add(SurfaceNames.Of((Surface)i));
            }
        }

        return names;
    }
}
