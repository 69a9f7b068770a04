namespace Tollgate.Simulation;

/// <summary>One call, read and answered: what its dialect needs to write it down.</summary>
internal sealed record SimulatedCall
{
    /// <summary>What the answer and its headers say about themselves.</summary>
    public const string Label = "simulated";

    /// <summary>The dialect.</summary>
    public required SimulatedDialect Dialect { get; init; }

    /// <summary>The response id.</summary>
    public required string Id { get; init; }

    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>Whether the answer is streamed.</summary>
    public required bool IsStream { get; init; }

    /// <summary>Whether a Chat stream ends with its usage.</summary>
    public required bool TellsUsage { get; init; }

    /// <summary>The time of the answer, in seconds since 1970.</summary>
    public required long Created { get; init; }

    /// <summary>Prompt tokens that were not in the cache.</summary>
    public required long FreshTokens { get; init; }

    /// <summary>Prompt tokens that were in the cache.</summary>
    public required long CachedTokens { get; init; }

    /// <summary>Output tokens.</summary>
    public required int OutputTokens { get; init; }

    /// <summary>Whether the output limit ended the answer.</summary>
    public required bool IsCut { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>All prompt tokens.</summary>
    public long PromptTokens => FreshTokens + CachedTokens;

    /// <summary>The text that the event with this number carries; empty after the last one.</summary>
    public ReadOnlySpan<char> Piece(int number, int tokensPerEvent)
    {
        var size = tokensPerEvent * SimulatedMind.CharactersPerToken;
        var start = Math.Min(Text.Length, number * size);
        return Text.AsSpan(start, Math.Min(size, Text.Length - start));
    }
}
