namespace Tollgate.Pricing.Expectations;

/// <summary>The last call of a session: the bytes of its prompt, and what the provider reported for it.</summary>
/// <param name="Bytes">Bytes of text.</param>
/// <param name="Input">Tokens of input.</param>
/// <param name="Output">Tokens of output: the next prompt holds them too, and some providers read them from the cache.</param>
/// <param name="Lesson">The number of the lesson that it was; 0 for one that an earlier process had.</param>
internal readonly record struct SessionTurn(long Bytes, long Input, long Output, long Lesson = 0);
