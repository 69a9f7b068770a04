using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tollgate.Tests.Structure;

/// <summary>
/// QA-01: length and complexity of every method. Complexity is McCabe's in its modified form: one plus the decisions,
/// a switch counting once, for a table of cases reads as one decision.
/// </summary>
public sealed class MethodShapeTests
{
    private const int LongestMethod = 60;
    private const int LongestFile = 400;
    private const int MostComplex = 9;

    [Fact]
    public void MethodsAreShortAndSimple_AndFilesStayBelowTheWall()
    {
        var methods = Sources.Files("src").SelectMany(Measure).ToList();
        var files = Sources.Files("src").Select(path => (Path: path, Lines: File.ReadLines(path).Count())).ToList();
        Report(methods, files);

        var wrong = methods.Where(method => method.Lines > LongestMethod).Select(method => $"{method.Name}: {method.Lines} lines")
            .Concat(methods.Where(method => method.Complexity > MostComplex).Select(method => $"{method.Name}: complexity {method.Complexity}"))
            .Concat(files.Where(file => file.Lines > LongestFile).Select(file => $"{Sources.Short(file.Path)}: {file.Lines} lines"));

        Assert.True(!wrong.Any(), string.Join('\n', wrong));
    }

    private static IEnumerable<(string Name, int Lines, int Complexity)> Measure(string path)
    {
        foreach (var method in Sources.Parse(path).DescendantNodes().Where(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax))
        {
            var span = method.GetLocation().GetLineSpan();
            var name = method switch
            {
                MethodDeclarationSyntax named => named.Identifier.Text,
                LocalFunctionStatementSyntax local => local.Identifier.Text,
                _ => method.Kind().ToString(),
            };
            yield return ($"{Sources.Short(path)}:{span.StartLinePosition.Line + 1} {name}", span.EndLinePosition.Line - span.StartLinePosition.Line + 1, 1 + method.DescendantNodes().Count(IsDecision));
        }
    }

    private static bool IsDecision(SyntaxNode node) => node.Kind() is
        SyntaxKind.IfStatement or SyntaxKind.WhileStatement or SyntaxKind.DoStatement or SyntaxKind.ForStatement or SyntaxKind.ForEachStatement
        or SyntaxKind.ConditionalExpression or SyntaxKind.CatchClause or SyntaxKind.SwitchStatement or SyntaxKind.SwitchExpression
        or SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression;

    private static void Report(List<(string Name, int Lines, int Complexity)> methods, List<(string Path, int Lines)> files)
    {
        var longest = methods.MaxBy(method => method.Lines);
        var knotted = methods.MaxBy(method => method.Complexity);
        var largest = files.MaxBy(file => file.Lines);
        var text = string.Create(CultureInfo.InvariantCulture,
            $"""
            methods: {methods.Count}; mean length {methods.Average(method => method.Lines):F1} lines, longest {longest.Lines} (bar {LongestMethod}): {longest.Name}
            complexity: mean {methods.Average(method => method.Complexity):F1}, highest {knotted.Complexity} (bar {MostComplex}): {knotted.Name}
            files: {files.Count}; largest {largest.Lines} lines (bar {LongestFile}): {Sources.Short(largest.Path)}

            """);
        Directory.CreateDirectory(Path.Combine(Sources.Root, "artifacts"));
        File.WriteAllText(Path.Combine(Sources.Root, "artifacts/structure.txt"), text);
    }
}
