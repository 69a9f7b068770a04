namespace Tollgate.Cli.SourceScan.Git;

/// <summary>
/// Scans what is staged: the contents that the next commit would hold where they differ from the last one, read from the index and not from
/// the work tree. Ignore files and baseline count as they are staged.
/// </summary>
internal static class StagedScan
{
    /// <summary>Scans the index of the repository that holds the folder.</summary>
    public static ScanReport Run(string folder, ScanChoice choice)
    {
        using var difference = new GitProcess(folder, "diff", "--cached", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-relative", "--ignore-submodules=all");
        using var scan = new BlobScan(folder, choice, keepsFirst: false, string.Empty);
        var tokens = new GitTokens(difference.Output);
        while (tokens.TryRead(out var raw))
        {
            var change = GitChange.Read(raw) ?? throw new CliFault(ExitCode.Incomplete, "git listed the staged files in a way that is not understood.");
            var path = tokens.TryRead(out var name) ? SourceNames.Read(name) : throw new CliFault(ExitCode.Incomplete, "git ended before every staged file was listed.");
            if (change.IsUnmerged)
            {
                scan.Fail($"'{SourceNames.Shown(path)}' is not merged yet: what will be committed is not known.");
            }
            else if (change.HasContent)
            {
                scan.Add(change.Blob, path);
            }
        }

        difference.End();
        scan.End();
        return scan.Report;
    }
}
