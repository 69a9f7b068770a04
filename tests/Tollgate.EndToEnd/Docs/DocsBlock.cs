using Tollgate.EndToEnd.Gateway;

namespace Tollgate.EndToEnd.Docs;

/// <summary>A fenced block of a page that people read.</summary>
/// <param name="Page">The page, from the root of the repository.</param>
/// <param name="Line">Where it begins.</param>
/// <param name="Language">The word behind the fence.</param>
/// <param name="Text">What stands in it.</param>
/// <param name="NotRun">Why it is not run, by a comment on the line before it: &lt;!-- not run: … --&gt;.</param>
public sealed record DocsBlock(string Page, int Line, string Language, string Text, string? NotRun)
{
    private const string Mark = "<!-- not run: ";

    /// <summary>Every block of every page.</summary>
    public static IReadOnlyList<DocsBlock> All() =>
    [
        .. Directory.GetFiles(GatewayBinary.Root, "*.md")
            .Concat(Directory.GetFiles(Path.Combine(GatewayBinary.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .SelectMany(Of),
    ];

    /// <inheritdoc/>
    public override string ToString() => $"{Page}:{Line} {Language}";

    private static IEnumerable<DocsBlock> Of(string file)
    {
        var lines = File.ReadAllLines(file);
        for (var at = 0; at < lines.Length; at++)
        {
            if (!lines[at].StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            var end = Array.FindIndex(lines, at + 1, line => line.StartsWith("```", StringComparison.Ordinal));
            var before = at > 0 && lines[at - 1].StartsWith(Mark, StringComparison.Ordinal) ? lines[at - 1][Mark.Length..].TrimEnd('>', '-', ' ') : null;
            yield return new DocsBlock(Path.GetRelativePath(GatewayBinary.Root, file), at + 1, lines[at][3..].Trim(), string.Join('\n', lines[(at + 1)..end]) + "\n", before);
            at = end;
        }
    }
}
