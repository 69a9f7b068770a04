namespace Tollgate.Dialects.Requests;

/// <summary>One piece of a prompt that a provider sets apart by special tokens: a content block, a tool, a system block, the frame of a message.</summary>
/// <param name="Hash">
/// A hash of everything in the piece that can change its token count, its role and its place included; keyed with a secret of this process.
/// It must not leave the process: see <see cref="PromptParts"/>.
/// </param>
/// <param name="Bytes">Bytes that can become text tokens.</param>
/// <param name="IsMedia">Whether it holds an image, audio, a document or a video.</param>
public readonly record struct PromptPart(UInt128 Hash, int Bytes, bool IsMedia)
{
    /// <summary>Images in it.</summary>
    public ushort Images { get; init; }

    /// <summary>Pieces of audio in it.</summary>
    public ushort AudioParts { get; init; }

    /// <summary>Documents in it.</summary>
    public ushort Documents { get; init; }

    /// <summary>Videos in it.</summary>
    public ushort Videos { get; init; }

    /// <summary>Whether it stands among the messages, whose order matters, and not among tools and system blocks.</summary>
    public bool IsMessage { get; init; }

    /// <summary>
    /// Whether the provider may leave it out of the count, depending on what follows (reasoning of earlier turns, results that
    /// context management clears). It is covered only when the whole earlier prompt is a prefix of the new one.
    /// </summary>
    public bool IsConditional { get; init; }
}
