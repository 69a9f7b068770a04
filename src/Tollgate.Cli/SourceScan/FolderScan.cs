using System.Text;
using Tollgate.Security.Suppression;

namespace Tollgate.Cli.SourceScan;

/// <summary>
/// Scans files and folders. Left out are folders of version control, what `.tollgateignore` and `.securityignore` at the root name, and
/// binary files. A file that cannot be read is a fault, never a pass.
/// </summary>
internal sealed class FolderScan
{
    private const int LargestFile = 64 << 20;
    private static readonly string[] IgnoreFiles = [".tollgateignore", ".securityignore"];
    private static readonly HashSet<string> ControlFolders = new(StringComparer.Ordinal) { ".git", ".hg", ".svn" };

    private readonly List<string> _faults = [];
    private readonly TextScan _texts;

    private FolderScan(ScanChoice choice, string? baseline) => _texts = new TextScan(choice, Baseline.Parse(baseline is null ? string.Empty : File.ReadAllText(baseline)));

    /// <summary>Scans every path.</summary>
    public static ScanReport Run(IReadOnlyList<string> paths, ScanChoice choice, string? baseline)
    {
        if (baseline is not null && !File.Exists(baseline))
        {
            throw new CliFault(ExitCode.NotFound, $"There is no baseline file '{baseline}'.");
        }

        var scan = new FolderScan(choice, baseline);
        foreach (var path in paths)
        {
            scan.ScanPath(path);
        }

        return new ScanReport(scan._texts.Texts, scan._texts.Findings, scan._faults);
    }

    private void ScanPath(string path)
    {
        if (File.Exists(path))
        {
            ScanFile(path, path);
            return;
        }

        if (!Directory.Exists(path))
        {
            throw new CliFault(ExitCode.NotFound, $"There is no file or folder '{path}'.");
        }

        ScanFolder(path, path, ReadIgnoreRules(path));
    }

    private static IgnoreRules ReadIgnoreRules(string root)
    {
        var text = new StringBuilder();
        foreach (var name in IgnoreFiles)
        {
            var file = Path.Combine(root, name);
            if (File.Exists(file))
            {
                text.AppendLine(File.ReadAllText(file));
            }
        }

        return IgnoreRules.Parse(text.ToString());
    }

    private void ScanFolder(string root, string folder, IgnoreRules rules)
    {
        foreach (var entry in Entries(folder))
        {
            var relative = Path.GetRelativePath(root, entry).Replace('\\', '/');
            if (File.GetAttributes(entry).HasFlag(FileAttributes.ReparsePoint))
            {
                continue;
            }

            if (Directory.Exists(entry))
            {
                if (!ControlFolders.Contains(Path.GetFileName(entry)) && !rules.Ignores(relative + "/."))
                {
                    ScanFolder(root, entry, rules);
                }
            }
            else if (!rules.Ignores(relative))
            {
                ScanFile(entry, relative);
            }
        }
    }

    private string[] Entries(string folder)
    {
        try
        {
            var entries = Directory.GetFileSystemEntries(folder);
            Array.Sort(entries, StringComparer.Ordinal);
            return entries;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _faults.Add($"'{folder}' cannot be read: {fault.Message}");
            return [];
        }
    }

    private void ScanFile(string file, string shown)
    {
        try
        {
            if (new FileInfo(file).Length > LargestFile)
            {
                _faults.Add($"'{shown}' is larger than 64 MiB and was not scanned.");
                return;
            }

            _texts.Scan(File.ReadAllBytes(file), shown);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _faults.Add($"'{shown}' cannot be read: {fault.Message}");
        }
    }
}
