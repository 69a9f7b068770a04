using System.Text;
using Tollgate.Security.Suppression;

namespace Tollgate.Cli.SourceScan;

/// <summary>
/// Scans files and folders. Left out are folders of version control, what `.tollgateignore` and `.securityignore` name, and
/// binary files. A file that cannot be read is a fault, never a pass.
/// </summary>
internal sealed class FolderScan
{
    private static readonly HashSet<string> ControlFolders = new(StringComparer.Ordinal) { ".git", ".hg", ".svn" };

    private readonly TextScan _texts;
    private readonly string _root;

    private FolderScan(ScanChoice choice, string path)
    {
        _root = Root(path);
        var known = choice.ReadBaseline() ?? ReadOrNothing(Path.Combine(_root, ScanChoice.BaselineName));
        _texts = new TextScan(choice, ReadIgnoreRules(_root), Baseline.Parse(known));
    }

    /// <summary>Scans every path.</summary>
    public static ScanReport Run(IReadOnlyList<string> paths, ScanChoice choice)
    {
        var scan = new FolderScan(choice, paths[0]);
        foreach (var path in paths)
        {
            scan.ScanPath(path);
        }

        return scan._texts.Report;
    }

    /// <summary>The repository that holds the path; the folder itself when none does.</summary>
    public static string Root(string path)
    {
        var folder = Path.GetFullPath(Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!);
        for (var above = folder; above is not null; above = Path.GetDirectoryName(above))
        {
            if (Path.Exists(Path.Combine(above, ".git")))
            {
                return above;
            }
        }

        return folder;
    }

    /// <summary>What the ignore files at the root leave out.</summary>
    public static IgnoreRules ReadIgnoreRules(string root)
    {
        var text = new StringBuilder();
        foreach (var name in ScanChoice.IgnoreNames)
        {
            text.AppendLine(ReadOrNothing(Path.Combine(root, name)));
        }

        return IgnoreRules.Parse(text.ToString());
    }

    private static string ReadOrNothing(string file) => File.Exists(file) ? File.ReadAllText(file) : string.Empty;

    private void ScanPath(string path)
    {
        if (Directory.Exists(path))
        {
            ScanFolder(Path.GetFullPath(path));
        }
        else if (File.Exists(path))
        {
            Try(path, Relative(path), ScanFile);
        }
        else
        {
            throw new CliFault(ExitCode.NotFound, $"There is no file or folder '{path}'.");
        }
    }

    private string Relative(string path)
    {
        var relative = Path.GetRelativePath(_root, Path.GetFullPath(path));
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    private void ScanFolder(string folder)
    {
        foreach (var entry in Entries(folder))
        {
            Try(entry, Relative(entry), ScanEntry);
        }
    }

    private void Try(string file, string shown, Action<string, string> scan)
    {
        try
        {
            scan(file, shown);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _texts.Fail($"'{SourceNames.Shown(shown)}' cannot be read: {SourceNames.Shown(fault.Message)}");
        }
    }

    private void ScanEntry(string entry, string relative)
    {
        var kind = File.GetAttributes(entry);
        if (kind.HasFlag(FileAttributes.ReparsePoint))
        {
            return;
        }

        if (!kind.HasFlag(FileAttributes.Directory))
        {
            if (!_texts.Ignores(relative))
            {
                ScanFile(entry, relative);
            }
        }
        else if (!ControlFolders.Contains(Path.GetFileName(entry)) && !_texts.Ignores(relative + "/."))
        {
            ScanFolder(entry);
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
            _texts.Fail($"'{SourceNames.Shown(folder)}' cannot be read: {fault.Message}");
            return [];
        }
    }

    private void ScanFile(string file, string shown)
    {
        // What has no length holds nothing, or is a pipe that would be waited for without end.
        var length = new FileInfo(file).Length;
        if (length > TextScan.LargestText)
        {
            _texts.FailOfSize(shown);
            return;
        }

        _texts.Scan(length == 0 ? default : File.ReadAllBytes(file), shown);
    }
}
