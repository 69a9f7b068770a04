namespace Tollgate.TestKit.Provider;

/// <summary>
/// How the fake provider answers one call. It comes from the provider's default, then a script queue, then the model name
/// ("fake-chat~fault=reset"), then directives in the last user text ("[[mark=7; tokens=50]]"): the later one wins.
/// </summary>
public sealed record Behaviour
{
    /// <summary>Answers at once and truly.</summary>
    public static Behaviour Plain { get; } = new();

    /// <summary>A mark that is kept on the bill.</summary>
    public string? Mark { get; init; }

    /// <summary>Whether status and fault hold for the first request with the mark only, so that a second attempt finds the provider well.</summary>
    public bool IsOnce { get; init; }

    /// <summary>An error status instead of an answer.</summary>
    public int Status { get; init; }

    /// <summary>The retry-after header of an error.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Whether an error carries usage, and is billed.</summary>
    public bool ErrorHasUsage { get; init; }

    /// <summary>The way in which the answer breaks.</summary>
    public Fault Fault { get; init; }

    /// <summary>How many events go out before the fault.</summary>
    public int After { get; init; } = 3;

    /// <summary>The time before the first byte.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The time before each event after the first.</summary>
    public TimeSpan EventDelay { get; init; }

    /// <summary>The size of the pieces in which bytes go out; 0 = whole events, whole bodies.</summary>
    public int Piece { get; init; }

    /// <summary>The content coding: gzip, br, or null.</summary>
    public string? Coding { get; init; }

    /// <summary>What the answer tells about usage.</summary>
    public UsageReport Usage { get; init; }

    /// <summary>Whether the output limit is ignored.</summary>
    public bool IgnoresLimit { get; init; }

    /// <summary>How many output tokens are written; negative = some number between 12 and 59.</summary>
    public long Tokens { get; init; } = -1;

    /// <summary>How many reasoning tokens come before them; negative = 32 when thinking is asked for.</summary>
    public long Reasoning { get; init; } = -1;

    /// <summary>How many tokens one event carries.</summary>
    public int TokensPerEvent { get; init; } = 5;

    /// <summary>How many web searches are made when the tool is declared.</summary>
    public int Searches { get; init; }

    /// <summary>The tool to call.</summary>
    public string? CallName { get; init; }

    /// <summary>The arguments of the tool call, as JSON.</summary>
    public string? CallArguments { get; init; }

    /// <summary>The text to answer with.</summary>
    public string? Say { get; init; }

    /// <summary>The tier that is served whatever was asked.</summary>
    public string? ServedTier { get; init; }

    /// <summary>
    /// Whether the call is billed as dearly as the contract permits: a token for each byte, written to the dearest cache,
    /// the dearest tier, reasoning up to the limit, references at the context window, and everything when the client goes away.
    /// </summary>
    public bool IsAdversary { get; init; }

    /// <summary>Whether an aborted or broken call is billed in full; else up to the last event sent.</summary>
    public bool BillsFully { get; init; }
}
