namespace Tollgate.Ledger.Seals;

/// <summary>What looks through calls in this process: goes into each seal, as evidence of what was looked for in the calls that it is about.</summary>
/// <param name="Text">A name that changes with every change of the rules that are built in.</param>
internal sealed record JudgedBy(string Text);
