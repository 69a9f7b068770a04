using Tollgate.Hosting.Settings;
using Tollgate.Tests.Structure;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Tests.Fuzzing;

public sealed class SettingsFuzzTests
{
    private static readonly string[] Samples =
    [
        File.ReadAllText(Path.Combine(Sources.Root, "tollgate.example.yaml")),
        File.ReadAllText(Path.Combine(Sources.Root, ".github/workflows/test.yml")),
        "listen: http://127.0.0.1:4000\nproviders: { openai: { api_key: \"${X:-k}\", base_url: https://a.example/v1, timeouts: { total: 3m } } }\n",
        "audit: { anchors: { file: a, every: 1d }, sinks: { a: { to: tls://h:6514, kinds: [guard] } } }\nalerts: { channels: { a: { kind: slack, url: https://x.example } } }\n",
        "models:\n  m: { provider: openai, price_per_million: { input: 2.50 } }\nguards:\n  rules:\n    r: { threats: [pii_exposure], level: warn }\n",
    ];

    [Fact]
    public void AFileOfSettings_IsReadOrItsFaultsAreNamed()
    {
        var catalogue = ProviderCatalogue.Load();

        Fuzz.Text(400, Samples, text =>
        {
            var report = new SettingsReader(catalogue, _ => null).Read(text, "/etc/tollgate");
            Assert.True(report.IsUsable || report.Findings.Any(finding => finding.IsFault));
        });
    }

    [Fact]
    public void AYamlTree_HasNoMoreNodesThanItsTextHasSigns() => Fuzz.Text(2_000, Samples, text => Assert.InRange(Count(YamlTree.Read(text, [])), 0, (2 * text.Length) + 2));

    private static int Count(YamlNode? node) => node is null ? 0 : 1 + node.Items.Sum(Count) + node.Entries.Sum(entry => 1 + Count(entry.Value));
}
