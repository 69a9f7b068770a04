namespace Tollgate.Guards.Streams;

/// <summary>A piece of a growing text that still waits.</summary>
/// <param name="TextStart">Where it starts in its text.</param>
/// <param name="Start">Where it starts in the bytes that wait.</param>
/// <param name="Length">How long it is.</param>
/// <param name="EventStart">Where its event starts: before that, bytes may go without it.</param>
internal readonly record struct TextPiece(int TextStart, int Start, int Length, int EventStart)
{
    /// <summary>Where it ends in its text.</summary>
    public int TextEnd => TextStart + Length;
}
