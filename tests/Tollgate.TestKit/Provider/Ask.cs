using System.Text.Json;

namespace Tollgate.TestKit.Provider;

/// <summary>What one request asks for, whatever its dialect.</summary>
public sealed class Ask
{
    /// <summary>The operation: chat, responses, completions, embeddings, moderations, messages, gemini, count.</summary>
    public required string Surface { get; init; }

    /// <summary>The provider whose habits the answer takes on (from a path such as "/as/xai/v1"); "" = the dialect's maker.</summary>
    public string Flavour { get; set; } = "";

    /// <summary>The model, without a "~" suffix.</summary>
    public string Model { get; set; } = "";

    /// <summary>The model as it was asked.</summary>
    public string AskedModel { get; set; } = "";

    /// <summary>Whether the answer is streamed.</summary>
    public bool Stream { get; set; }

    /// <summary>Whether a stream is server-sent events (Gemini can stream a JSON array instead).</summary>
    public bool IsEvents { get; set; } = true;

    /// <summary>Whether a Chat stream tells its usage.</summary>
    public bool AsksForUsage { get; set; }

    /// <summary>The output limit; 0 = none.</summary>
    public long Limit { get; set; }

    /// <summary>How many choices.</summary>
    public int Choices { get; set; } = 1;

    /// <summary>What the model reads.</summary>
    public List<PromptPart> Parts { get; } = [];

    /// <summary>The last user text, when it may hold directives.</summary>
    public string LastText { get; set; } = "";

    /// <summary>Whether the last message brings a tool's result.</summary>
    public bool BringsToolResult { get; set; }

    /// <summary>The function tools.</summary>
    public List<FakeTool> Tools { get; } = [];

    /// <summary>Whether a function must be called.</summary>
    public bool MustCall { get; set; }

    /// <summary>The function that must be called; null = any.</summary>
    public string? MustCallName { get; set; }

    /// <summary>The schema of a structured answer; undefined = free text.</summary>
    public JsonElement Schema { get; set; }

    /// <summary>Whether some JSON object is asked for.</summary>
    public bool WantsJson { get; set; }

    /// <summary>Whether the answer is spoken.</summary>
    public bool WantsAudio { get; set; }

    /// <summary>Whether the model thinks first.</summary>
    public bool Thinks { get; set; }

    /// <summary>How many tokens it may think; 0 = not said.</summary>
    public long ThinkingBudget { get; set; }

    /// <summary>The asked tier; null = none.</summary>
    public string? Tier { get; set; }

    /// <summary>Whether the provider's web search is declared.</summary>
    public bool CanSearch { get; set; }

    /// <summary>How many searches are allowed at most.</summary>
    public long MaxSearches { get; set; } = long.MaxValue;

    /// <summary>The inputs of an embedding or moderation call.</summary>
    public int Inputs { get; set; } = 1;

    /// <summary>The dimensions of an embedding.</summary>
    public int Dimensions { get; set; } = 16;

    /// <summary>Whether embeddings are base64.</summary>
    public bool IsBase64 { get; set; }

    /// <summary>The stored response that this one continues; null = none.</summary>
    public string? PreviousResponse { get; set; }

    /// <summary>Whether the response may be fetched later.</summary>
    public bool IsStored { get; set; }

    /// <summary>Why the request is wrong; null = it is not.</summary>
    public string? Problem { get; set; }

    /// <summary>The status for <see cref="Problem"/>.</summary>
    public int ProblemStatus { get; set; } = 400;
}
