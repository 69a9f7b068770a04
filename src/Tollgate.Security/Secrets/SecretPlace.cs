namespace Tollgate.Security.Secrets;

/// <summary>A place where the keyword of a rule stands.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Start">Where the keyword starts.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct SecretPlace(SecretRule Rule, int Start, int End);
