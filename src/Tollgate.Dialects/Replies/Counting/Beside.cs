namespace Tollgate.Dialects.Replies.Counting;

/// <summary>Which parts of a usage report lie beside the prompt and completion counts, not inside them.</summary>
[Flags]
internal enum Beside : byte
{
    None = 0,
    Reasoning = 1,
    Cache = 2,
    Audio = 4,
    All = Reasoning | Cache | Audio,
}
