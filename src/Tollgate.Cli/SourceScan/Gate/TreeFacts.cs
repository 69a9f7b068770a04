using System.Text;
using Tollgate.Cli.SourceScan.Git;
using Tollgate.Security.Suppression;

namespace Tollgate.Cli.SourceScan.Gate;

/// <summary>What a tree of files says about how it is kept: of a repository the files it tracks, else every file that is there.</summary>
internal sealed class TreeFacts
{
    /// <summary>A source with more lines is a long one.</summary>
    public const int LongSource = 400;

    private static readonly HashSet<string> Sources = new(StringComparer.OrdinalIgnoreCase)
    {
        ".py", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".cs", ".java", ".kt", ".scala", ".go", ".rs", ".rb", ".php", ".swift", ".c", ".cc", ".cpp", ".h", ".hpp", ".m", ".lua", ".dart",
    };

    private static readonly Dictionary<string, string[]> Locks = new(StringComparer.Ordinal)
    {
        ["package.json"] = ["package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "npm-shrinkwrap.json"],
        ["pyproject.toml"] = ["poetry.lock", "uv.lock", "pdm.lock", "requirements.txt"],
        ["go.mod"] = ["go.sum"],
        ["Cargo.toml"] = ["Cargo.lock"],
        ["Gemfile"] = ["Gemfile.lock"],
        ["composer.json"] = ["composer.lock"],
        [".csproj"] = ["packages.lock.json"],
    };

    private readonly HashSet<string> _paths;

    private TreeFacts(string folder, IEnumerable<string> paths)
    {
        _paths = [.. paths];
        foreach (var path in _paths)
        {
            Count(folder, path);
        }
    }

    /// <summary>How many sources there are that are no tests.</summary>
    public int Written { get; private set; }

    /// <summary>How many of all sources are long.</summary>
    public int Long { get; private set; }

    /// <summary>How many sources are tests.</summary>
    public int Tests { get; private set; }

    /// <summary>How many files name packages.</summary>
    public int Manifests { get; private set; }

    /// <summary>How many of them have a lock file beside or above them.</summary>
    public int Locked { get; private set; }

    /// <summary>Reads the tree.</summary>
    public static TreeFacts Read(string folder, IgnoreRules ignored)
    {
        var (top, isRepository) = GitProcess.TryRead(folder, "rev-parse", "--show-toplevel");
        var paths = isRepository ? Tracked(top) : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path));
        return new TreeFacts(isRepository ? top : folder, paths.Where(path => !ignored.Ignores(path)));
    }

    /// <summary>Whether one of the files is there; a name with a slash at its end is a folder that holds something.</summary>
    public bool Has(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_paths.Any(path => name.EndsWith('/') ? path.StartsWith(name, StringComparison.OrdinalIgnoreCase) : path.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }

    private static List<string> Tracked(string folder)
    {
        using var git = new GitProcess(folder, "ls-files", "-z");
        var tokens = new GitTokens(git.Output);
        var paths = new List<string>();
        while (tokens.TryRead(out var path))
        {
            paths.Add(Encoding.UTF8.GetString(path));
        }

        git.End();
        return paths;
    }

    private void Count(string folder, string path)
    {
        var name = Path.GetFileName(path);
        var manifest = Locks.ContainsKey(name) ? name : Path.GetExtension(name);
        if (Locks.TryGetValue(manifest, out var locks))
        {
            Manifests++;
            Locked += IsLocked(path, locks) ? 1 : 0;
        }

        if (Sources.Contains(Path.GetExtension(name)))
        {
            Tests += IsTest(path) ? 1 : 0;
            Written += IsTest(path) ? 0 : 1;
            Long += IsLong(Path.Combine(folder, path)) ? 1 : 0;
        }
    }

    private bool IsLocked(string path, string[] locks)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (locks.Any(name => _paths.Contains(Path.Combine(folder, name))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTest(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return path.Split('/').Any(part => part is "test" or "tests" or "spec" or "__tests__" || part.EndsWith(".Tests", StringComparison.Ordinal))
            || name.StartsWith("test_", StringComparison.Ordinal) || name.EndsWith("_test", StringComparison.Ordinal)
            || name.EndsWith(".test", StringComparison.Ordinal) || name.EndsWith(".spec", StringComparison.Ordinal)
            || name.EndsWith("Test", StringComparison.Ordinal) || name.EndsWith("Tests", StringComparison.Ordinal);
    }

    /// <summary>A file that is not in the work tree is not long.</summary>
    private static bool IsLong(string file) => File.Exists(file) && File.ReadLines(file).Skip(LongSource).Any();
}
