namespace Tollgate.Client.Tokens;

/// <summary>A session has filled most of its context window.</summary>
/// <param name="Percent">How much of the window input and output take, in percent.</param>
/// <param name="Used">Tokens of input and output.</param>
/// <param name="Limit">The size of the window in tokens.</param>
public readonly record struct TokenWarning(decimal Percent, long Used, long Limit);
