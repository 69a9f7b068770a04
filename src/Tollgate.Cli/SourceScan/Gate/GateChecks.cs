using System.Globalization;
using Tollgate.Cli.SourceScan.Hooks;
using Tollgate.Security;

namespace Tollgate.Cli.SourceScan.Gate;

/// <summary>What the scores are made of: what was found, and what the tree of files says.</summary>
internal static class GateChecks
{
    /// <summary>As many tests for each source are enough where no coverage is known.</summary>
    private const double EnoughTests = 0.3;

    /// <summary>Every check.</summary>
    public static IReadOnlyList<GateCheck> Of(TreeFacts tree, ScanReport report, HookState? hook, double? coverage) =>
        [.. Security(report, hook), .. Structure(tree), .. Testing(tree, coverage), .. Docs(tree)];

    /// <summary>A credential costs 20 points, SQL that is put together 20, 10 or 5 by how grave it is, what else is found as much.</summary>
    private static IEnumerable<GateCheck> Security(ScanReport report, HookState? hook)
    {
        var secrets = report.Findings.Where(finding => finding.Finding.Kind == FindingKind.Secret).ToList();
        var sql = report.Findings.Where(finding => finding.Finding.Kind == FindingKind.SqlInjection).ToList();
        var others = report.Findings.Count - secrets.Count - sql.Count;
        yield return Found("exposed_secrets", 60, 20 * secrets.Count, Say(secrets.Count, "credentials stand in the files"), "Take them out, make new ones, and put the finding's line into the baseline only when the old one is dead.");
        yield return Found("sql_injection_risks", 40, sql.Sum(Cost), Say(sql.Count, "statements are put together from values"), "Hand values over as parameters.");
        yield return Found("other_findings", 0, 0, Say(others, "other findings"), "`tollgate security check` lists them.", others > 0);
        yield return Found("incomplete_scan", 0, 0, Say(report.Faults.Count, "files could not be read"), "`tollgate security check` says which, and why.", report.Faults.Count > 0);
        yield return Found("no_hook", 0, 0, "No hook of commits looks at what is staged.", "`tollgate security hooks install` puts it there.", hook is HookState.Missing or HookState.Foreign);
        yield return Found("changed_hook", 0, 0, "The hook of commits is not the one that this version installs.", "`tollgate security hooks install` writes it anew.", hook is HookState.Changed or HookState.Outdated);
        yield return Left("ignored_paths", report.Ignored, "files or folders are left out by ignore files", "Look from time to time at what .tollgateignore leaves out.");
        yield return Left("known_findings", report.Known, "findings are known by the baseline", "A baseline is for what is dealt with elsewhere; take out what is gone.");
        yield return Left("allowed_findings", report.Allowed, "findings are allowed in the text", "Look from time to time whether the reasons still hold.");
        yield return Left("no_baseline", report.Known == 0 ? report.Findings.Count : 0, "findings are neither known nor allowed", $"`tollgate security check --write-baseline {ScanChoice.BaselineName}` notes those that are dealt with elsewhere.");
    }

    private static IEnumerable<GateCheck> Structure(TreeFacts tree)
    {
        var sources = tree.Written + tree.Tests;
        yield return GateCheck.Share(GateArea.Structure, "long_files", 50, Ratio(sources - tree.Long, sources),
            Text($"{tree.Long} of {sources} sources have more than {TreeFacts.LongSource} lines."), "Cut them where the second idea begins.");
        yield return GateCheck.Share(GateArea.Structure, "unlocked_packages", 30, Ratio(tree.Locked, tree.Manifests),
            Text($"{tree.Manifests - tree.Locked} of {tree.Manifests} files that name packages have no lock file."), "Commit the lock file that the package manager writes.");
        yield return GateCheck.Has(GateArea.Structure, "no_ignore_file", 20, tree.Has(".gitignore", ".hgignore"), "file that keeps what is built out of the repository", "Write a .gitignore.");
    }

    private static IEnumerable<GateCheck> Testing(TreeFacts tree, double? coverage)
    {
        yield return coverage is { } covered
            ? GateCheck.Share(GateArea.Testing, "coverage", 80, covered, Text($"Tests run {100 * covered:F1} % of the lines."), "Test what is not run.")
            : GateCheck.Share(GateArea.Testing, "few_tests", 80, Math.Min(1, Ratio(tree.Tests, tree.Written * EnoughTests)),
                Text($"{tree.Tests} of {tree.Written + tree.Tests} sources are tests; what they cover is not known."), "Write tests, and name a Cobertura report with --coverage.");
        yield return GateCheck.Has(GateArea.Testing, "no_workflow", 20,
            tree.Has(".github/workflows/", ".gitlab-ci.yml", "azure-pipelines.yml", "Jenkinsfile", ".circleci/", ".woodpecker.yml", "bitbucket-pipelines.yml"),
            "workflow that builds and tests", "Let every change be built and tested.");
    }

    private static IEnumerable<GateCheck> Docs(TreeFacts tree)
    {
        yield return GateCheck.Has(GateArea.Docs, "no_readme", 40, tree.Has("README.md", "README", "README.rst", "README.txt"), "README", "Say what this is, and how it is run.");
        yield return GateCheck.Has(GateArea.Docs, "no_license", 20, tree.Has("LICENSE", "LICENSE.md", "LICENSE.txt", "COPYING"), "licence", "Say what others may do with it.");
        yield return GateCheck.Has(GateArea.Docs, "no_security_policy", 20, tree.Has("SECURITY.md", ".github/SECURITY.md", "docs/SECURITY.md"), "SECURITY.md", "Say whom to tell of a hole.");
        yield return GateCheck.Has(GateArea.Docs, "no_guide", 20, tree.Has("CONTRIBUTING.md", ".github/CONTRIBUTING.md", "docs/"), "guide for who works on it", "Write a CONTRIBUTING.md or a docs folder.");
    }

    private static GateCheck Found(string id, int points, int cost, string what, string fix, bool isGap = false) =>
        new(GateArea.Security, id, points, points - cost, cost > 0 || isGap ? Severity.High : null, what, fix);

    private static GateCheck Left(string id, int count, string what, string fix) =>
        new(GateArea.Security, id, 0, 0, count > 0 ? Severity.Info : null, Say(count, what), fix);

    private static int Cost(SourceFinding finding) => finding.Finding.Severity switch
    {
        >= Severity.High => 20,
        Severity.Medium => 10,
        _ => 5,
    };

    private static double Ratio(double part, double all) => all == 0 ? 1 : part / all;

    private static string Say(int count, string what) => Text($"{count} {what}.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
