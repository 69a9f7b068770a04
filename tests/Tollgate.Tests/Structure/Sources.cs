using Microsoft.CodeAnalysis.CSharp;

namespace Tollgate.Tests.Structure;

/// <summary>The product's own sources, for the tests that hold the structure.</summary>
internal static class Sources
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    public static Microsoft.CodeAnalysis.SyntaxNode Parse(string path) =>
        CSharpSyntaxTree.ParseText(File.ReadAllText(path), path: path).GetRoot();

    public static string Short(string path) => Path.GetRelativePath(Root, path);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Tollgate.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder;
    }
}
