using System.Text;

namespace Tollgate.Cli.SourceScan.Git;

/// <summary>
/// Scans every content that the history of a repository holds, each once, in the commit and under the path that brought it first. Merges
/// count where they hold what no parent does. Kept in memory are the names of commits and contents, and what was found.
/// </summary>
internal sealed class HistoryScan : IDisposable
{
    private readonly HashSet<UInt128> _seen = [];
    private readonly BlobScan _scan;
    private readonly HistoryProgress _progress;
    private readonly string _folder;

    private HistoryScan(string folder, ScanChoice choice, HistoryProgress progress)
    {
        (_folder, _progress) = (folder, progress);
        _scan = new BlobScan(folder, choice, keepsFirst: true, string.Empty, "HEAD");
    }

    /// <summary>Scans the commits that the words choose, as `git rev-list` takes them.</summary>
    public static ScanReport Run(string folder, ScanChoice choice, IReadOnlyList<string> chosen, HistoryProgress progress)
    {
        using var scan = new HistoryScan(folder, choice, progress);
        scan.ScanCommits(CommitList.Read(folder, chosen));
        return scan._scan.Report;
    }

    /// <inheritdoc/>
    public void Dispose() => _scan.Dispose();

    private void ScanCommits(CommitList commits)
    {
        using var differences = new GitProcess(_folder, "diff-tree", "--stdin", "-z", "-r", "-c", "--root", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-relative");
        var feeding = differences.Feed(commits.Bytes);
        Read(new GitTokens(differences.Output), commits.Count);
        feeding.Join();
        differences.End();
        _scan.End();
        _progress.End(commits.Count, _seen.Count);
    }

    private void Read(GitTokens tokens, int total)
    {
        var commit = string.Empty;
        var count = 0;
        while (tokens.TryRead(out var token))
        {
            if (GitChange.Read(token) is not { } change)
            {
                commit = Encoding.ASCII.GetString(token);
                _progress.Say(count++, total, _seen.Count);
                continue;
            }

            if (!tokens.TryRead(out var name))
            {
                return;
            }

            if (change.HasContent && _seen.Add(Key(change.Blob)))
            {
                _scan.Add(change.Blob, SourceNames.Read(name), commit);
            }
        }
    }

    /// <summary>The first half of a name or more tells contents apart.</summary>
    private static UInt128 Key(string blob) => UInt128.Parse(blob.AsSpan(0, 32), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);
}
