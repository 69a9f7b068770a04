namespace Tollgate.Client.Tokens;

/// <summary>Whether so many more tokens would still fit.</summary>
/// <param name="Overflows">Whether they exceed the limit; exactly at the limit they fit.</param>
/// <param name="Percent">How full the window would be, in percent.</param>
public readonly record struct OverflowPrediction(bool Overflows, decimal Percent);
