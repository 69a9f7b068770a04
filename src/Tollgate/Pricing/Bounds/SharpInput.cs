namespace Tollgate.Pricing.Bounds;

/// <summary>A proven input bound sharper than counting bytes: what the provider reported for this prompt's beginning, and what came after.</summary>
/// <param name="Tokens">The most input tokens of the whole request.</param>
internal readonly record struct SharpInput(long Tokens);
