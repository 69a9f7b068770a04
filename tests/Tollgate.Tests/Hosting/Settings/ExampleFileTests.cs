using System.Text.RegularExpressions;
using Tollgate.Hosting.Settings;
using Tollgate.Tests.Structure;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Tests.Hosting.Settings;

public sealed partial class ExampleFileTests
{
    private static readonly string Example = File.ReadAllText(Path.Combine(Sources.Root, "tollgate.example.yaml"));

    [Fact]
    public void TheExampleFile_CanBeUsedAsItIs() =>
        Assert.Empty(Read(Example, variable => variable.EndsWith("_API_KEY", StringComparison.Ordinal) ? "a-key" : null).Findings);

    [Fact]
    public void WhatTheExampleFileOffersInComments_CanBeUsed()
    {
        var all = SwitchedOff().Replace(Example, "$1");

        var report = Read(all, variable => variable.EndsWith("_KEY", StringComparison.Ordinal) && variable != "TOLLGATE_ADMIN_KEY" ? "a-key" : null);

        Assert.Contains("\n  my-model: {", all, StringComparison.Ordinal);
        Assert.All(report.Findings, finding => Assert.StartsWith("tls.", finding.Key, StringComparison.Ordinal));
    }

    [GeneratedRegex("^( *)#(?=[^ ])", RegexOptions.Multiline)]
    private static partial Regex SwitchedOff();

    private static SettingsReport Read(string text, Func<string, string?> variables) => new SettingsReader(ProviderCatalogue.Load(), variables).Read(text, "/etc/tollgate");
}
