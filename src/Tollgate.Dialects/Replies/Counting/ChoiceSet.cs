namespace Tollgate.Dialects.Replies.Counting;

/// <summary>Which choices of a stream have begun and which have finished; indices from 0 to 127.</summary>
internal struct ChoiceSet
{
    /// <summary>More choices than any provider gives.</summary>
    public const int Size = 128;

    private UInt128 _seen;
    private UInt128 _finished;

    /// <summary>Whether every choice that has begun has finished, and one has.</summary>
    public readonly bool IsFinished => _seen != 0 && _seen == _finished;

    /// <summary>Whether no choice has begun.</summary>
    public readonly bool IsEmpty => _seen == 0;

    /// <summary>A choice has begun.</summary>
    public void Begin(long index) => _seen |= Bit(index);

    /// <summary>A choice has finished.</summary>
    public void Finish(long index) => _finished |= Bit(index);

    /// <summary>Whether a choice has begun and not finished.</summary>
    public readonly bool IsOpen(int index) => (_seen & ~_finished & Bit(index)) != 0;

    private static UInt128 Bit(long index) => index is >= 0 and < Size ? UInt128.One << (int)index : 0;
}
