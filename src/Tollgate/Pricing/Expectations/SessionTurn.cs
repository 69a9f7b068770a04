namespace Tollgate.Pricing.Expectations;

/// <summary>The last call of a session: the bytes of its prompt, and the input that the provider reported for it.</summary>
internal readonly record struct SessionTurn(long Bytes, long Input);
