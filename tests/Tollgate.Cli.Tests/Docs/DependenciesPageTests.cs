using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Tollgate.Cli.Tests.Docs;

/// <summary>docs/dependencies.md, Directory.Packages.props and the projects name the same packages.</summary>
public sealed partial class DependenciesPageTests
{
    private static readonly string[] Central =
        [.. XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion").Select(package => (string)package.Attribute("Include")!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_package_has_a_sentence_on_the_page_and_the_page_names_no_other() =>
        Assert.Equal(Central, Row().Matches(Repository.Read("docs/dependencies.md")).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_package_is_used_by_a_project() => Assert.Empty(Central.Except(Used()));

    [Fact]
    public void Every_version_is_exact() =>
        Assert.All(
            XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion"),
            package => Assert.Matches(@"^\[\d+(\.\d+)+\]$", (string)package.Attribute("Version")!));

    private static IEnumerable<string> Used() =>
        ((string[])["src", "tests", "bench"]).SelectMany(folder => Repository.Files(folder, "*.csproj"))
            .Append(Path.Combine(Repository.Root, "Directory.Build.props"))
            .SelectMany(file => XDocument.Load(file).Descendants("PackageReference"))
            .Select(reference => (string)reference.Attribute("Include")!);

    [GeneratedRegex(@"^\| `([A-Za-z0-9._]+)` \| \S.*\. \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
