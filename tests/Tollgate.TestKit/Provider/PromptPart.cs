namespace Tollgate.TestKit.Provider;

/// <summary>One part of a prompt: what the model reads, in order.</summary>
/// <param name="Hash">Of its content, cache marks aside.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Mark">Whether it ends a cached prefix.</param>
public readonly record struct PromptPart(ulong Hash, int Bytes, PartKind Kind, CacheMark Mark)
{
    /// <summary>How many tokens an image or a reference counts.</summary>
    public const int MediaTokens = 258;

    /// <summary>How many tokens it counts.</summary>
    public long Tokens => Kind switch
    {
        PartKind.Text => (Bytes + 3) / 4,
        PartKind.Audio => (Bytes / 1_000) + 1,
        _ => MediaTokens,
    };
}
