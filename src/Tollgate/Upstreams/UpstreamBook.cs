using Tollgate.Core;

namespace Tollgate.Upstreams;

/// <summary>What the line asks: which provider, which accounts. Holds a snapshot that is swapped whole.</summary>
internal sealed class UpstreamBook
{
    private volatile UpstreamSnapshot _snapshot = UpstreamSnapshot.Empty;

    /// <summary>The providers now.</summary>
    public UpstreamSnapshot Snapshot => _snapshot;

    /// <summary>Puts a new snapshot in force.</summary>
    public void Swap(UpstreamSnapshot snapshot) => _snapshot = snapshot;

    /// <summary>The provider of a name; null when there is none.</summary>
    public Provider? Find(string name) => _snapshot.Find(name);

    /// <summary>The accounts that serve a model, or the refusal that says why there is none.</summary>
    public Outcome<Deployment[]> For(string provider, string upstreamModel)
    {
        if (_snapshot.Find(provider) is not { } found)
        {
            return new Refusal(RefusalCode.ProviderNotConfigured, $"The provider '{provider}' is not set up.") { Help = $"`tollgate providers add {provider}` sets a key." };
        }

        if (!found.IsEnabled)
        {
            return new Refusal(RefusalCode.ProviderNotConfigured, $"The provider '{provider}' is switched off: {found.DisabledReason ?? "it has no account."}");
        }

        return ServingOf(found.Deployments, upstreamModel) is { Length: > 0 } serving
            ? serving
            : new Refusal(RefusalCode.ProviderNotConfigured, $"No account of the provider '{provider}' serves '{upstreamModel}'.") { Help = $"Add the model to providers.{provider}.deployments." };
    }

    private static Deployment[] ServingOf(Deployment[] all, string upstreamModel)
    {
        var serving = 0;
        foreach (var deployment in all)
        {
            serving += deployment.Serves(upstreamModel) ? 1 : 0;
        }

        return serving == all.Length ? all : Array.FindAll(all, deployment => deployment.Serves(upstreamModel));
    }
}
