using Tollgate.Security;

namespace Tollgate.Benchmarks.Security.Corpora;

/// <summary>How well secrets and data about persons are found in the corpora that this repository builds, next to a peer where one is installed.</summary>
internal static class SecretBench
{
    private const int Seed = 20261121;

    /// <summary>Prints the figures.</summary>
    public static void Run(string repository, string? peer)
    {
        var texts = SecretCorpus.Build(repository, new Random(Seed));
        CorpusMeasure.Print("secrets", texts, FindingKind.Secret);
        CorpusMeasure.Print("data about persons", PersonalCorpus.Build(repository, new Random(Seed)), FindingKind.Pii);
        if (peer is not null)
        {
            new Peer(peer).Print(texts);
        }
    }
}
