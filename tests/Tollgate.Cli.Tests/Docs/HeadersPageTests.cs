using System.Text.RegularExpressions;

namespace Tollgate.Cli.Tests.Docs;

/// <summary>docs/headers.md names the headers that the gateway's code names, and no others.</summary>
public sealed partial class HeadersPageTests
{
    [Fact]
    public void Every_header_that_the_code_reads_or_writes_is_on_the_page()
    {
        var page = Names(Repository.Read("docs/headers.md"), OnPage());

        Assert.Empty(InCode().Except(page));
    }

    [Fact]
    public void Every_header_of_our_own_on_the_page_is_in_the_code() =>
        Assert.Empty(Names(Repository.Read("docs/headers.md"), OnPage()).Where(name => name.StartsWith("x-tollgate-", StringComparison.Ordinal)).Except(InCode()));

    /// <summary>What the line and the callers look up in, or put on, a list of headers; the lists of what passes are catalogue data.</summary>
    private static HashSet<string> InCode() =>
        Repository.Files("src/Tollgate", "*.cs")
            .Where(file => !file.Contains("/Upstreams/", StringComparison.Ordinal) && !file.Contains("/Simulation/", StringComparison.Ordinal))
            .SelectMany(file => Names(File.ReadAllText(file), HeaderUse()))
            .ToHashSet(StringComparer.Ordinal);

    private static HashSet<string> Names(string text, Regex pattern) =>
        pattern.Matches(text).Select(match => match.Groups["name"].Value.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex("`(?<name>[A-Za-z][a-z-]+[a-z])`")]
    private static partial Regex OnPage();

    [GeneratedRegex("\"(?<name>x-tollgate-[a-z-]+[a-z])\"|[Hh]eaders\\[\"(?<name>[A-Za-z-]+)\"\\]")]
    private static partial Regex HeaderUse();
}
