namespace Tollgate.Security;

/// <summary>What a finding was found by: the same object for every finding of that rule.</summary>
/// <param name="Id">Stable name, kebab-case.</param>
/// <param name="Kind">What sort of thing it finds.</param>
/// <param name="Severity">The severity of a sure match.</param>
/// <param name="Name">What it finds, in a few words.</param>
/// <param name="Explanation">Why that matters, one sentence.</param>
/// <param name="Fix">What to do, one sentence.</param>
public sealed record Rule(string Id, FindingKind Kind, Severity Severity, string Name, string Explanation, string Fix);
