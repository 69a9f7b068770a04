namespace Tollgate.Budgets;

/// <summary>One condition of a budget: it counts only calls that meet all of its conditions.</summary>
/// <param name="Scope">Whose calls.</param>
/// <param name="Target">Which one of the scope.</param>
public sealed record BudgetPart(BudgetScope Scope, string Target)
{
    private const char Between = '\n';
    private const char AfterScope = ' ';

    /// <summary>The database's form of some conditions: one a line.</summary>
    internal static string Text(IReadOnlyList<BudgetPart> parts) => string.Join(Between, parts.Select(part => $"{BudgetWords.Word(part.Scope)}{AfterScope}{part.Target}"));

    /// <summary>Reads what <see cref="Text"/> wrote.</summary>
    internal static IReadOnlyList<BudgetPart> Read(string text) => text.Length == 0
        ? []
        : Array.ConvertAll(text.Split(Between), line => new BudgetPart(BudgetWords.Read<BudgetScope>(line[..line.IndexOf(AfterScope)]), line[(line.IndexOf(AfterScope) + 1)..]));

    /// <summary>The same with ids in their one spelling.</summary>
    internal BudgetPart Plain() => Guid.TryParse(Target, out var id) ? this with { Target = id.ToString() } : this;
}
