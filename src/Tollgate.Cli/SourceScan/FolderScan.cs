using System.Text;
using Tollgate.Security;
using Tollgate.Security.Suppression;

namespace Tollgate.Cli.SourceScan;

/// <summary>
/// Scans files and folders. Left out are folders of version control, what `.tollgateignore` and `.securityignore` at the root name, and
/// binary files. A file that cannot be read is a fault, never a pass.
/// </summary>
internal sealed class FolderScan
{
    private const int LargestFile = 64 << 20;
    private const int ProbeBytes = 8192;
    private static readonly string[] IgnoreFiles = [".tollgateignore", ".securityignore"];
    private static readonly HashSet<string> ControlFolders = new(StringComparer.Ordinal) { ".git", ".hg", ".svn" };

    private readonly List<SourceFinding> _findings = [];
    private readonly List<string> _faults = [];
    private readonly SecurityScanner _scanner;
    private readonly Baseline _baseline;
    private int _files;

    private FolderScan(Detectors detectors, string? baseline)
    {
        _scanner = new SecurityScanner(detectors);
        _baseline = Baseline.Parse(baseline is null ? string.Empty : File.ReadAllText(baseline));
    }

    /// <summary>Scans every path.</summary>
    public static ScanReport Run(IReadOnlyList<string> paths, Detectors detectors, string? baseline)
    {
        if (baseline is not null && !File.Exists(baseline))
        {
            throw new CliFault(ExitCode.NotFound, $"There is no baseline file '{baseline}'.");
        }

        var scan = new FolderScan(detectors, baseline);
        foreach (var path in paths)
        {
            scan.ScanPath(path);
        }

        return new ScanReport(scan._files, scan._findings, scan._faults);
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

            var text = File.ReadAllBytes(file);
            _files++;
            if (!text.AsSpan(0, Math.Min(text.Length, ProbeBytes)).Contains((byte)0))
            {
                ScanText(text, shown);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _faults.Add($"'{shown}' cannot be read: {fault.Message}");
        }
    }

    private void ScanText(byte[] text, string path)
    {
        var findings = default(Findings);
        _scanner.Scan(text, Source.File, ref findings);
        foreach (ref readonly var finding in findings.Items)
        {
            if (_baseline.Knows(path, text, finding) || InlineAllow.Reason(text, finding) is not null)
            {
                continue;
            }

            var before = text.AsSpan(0, finding.Start);
            var masked = SecretMasker.Mask(Encoding.UTF8.GetString(text.AsSpan(finding.Start, Math.Min(finding.Length, 4096)))).ReplaceLineEndings(" ");
            _findings.Add(new SourceFinding(
                path, before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'), finding, masked, Baseline.Line(path, text, finding)));
        }
    }
}
