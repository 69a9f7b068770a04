using Tollgate.TestKit.Bills;

namespace Tollgate.TestKit.Provider;

/// <summary>The answer to one request, whatever its dialect.</summary>
public sealed class Reply
{
    /// <summary>What was asked.</summary>
    public required Ask Ask { get; init; }

    /// <summary>How it is to be answered.</summary>
    public required Behaviour Behaviour { get; init; }

    /// <summary>The response id.</summary>
    public required string Id { get; init; }

    /// <summary>When it was made, in seconds since 1970.</summary>
    public required long Created { get; init; }

    /// <summary>The text; "" when a tool is called.</summary>
    public string Text { get; init; } = "";

    /// <summary>What is shown of the reasoning; "" when none.</summary>
    public string Thought { get; init; } = "";

    /// <summary>The called tool; null when none.</summary>
    public FakeTool? Call { get; init; }

    /// <summary>The arguments, as JSON.</summary>
    public string Arguments { get; init; } = "";

    /// <summary>The id of the tool call.</summary>
    public string CallId { get; init; } = "";

    /// <summary>Whether the output limit ended it.</summary>
    public bool IsCut { get; init; }

    /// <summary>What it used.</summary>
    public required FakeUsage Usage { get; init; }

    /// <summary>The tier that was served.</summary>
    public required string Tier { get; init; }

    /// <summary>What it costs, unrounded.</summary>
    public required Rational Cost { get; init; }

    /// <summary>How many web searches stand in the answer.</summary>
    public int Searches { get; init; }

    /// <summary>The text in pieces of one event each.</summary>
    public IEnumerable<string> Pieces(string text)
    {
        var size = Math.Max(1, Behaviour.TokensPerEvent) * 4;
        for (var at = 0; at < text.Length; at += size)
        {
            yield return text.Substring(at, Math.Min(size, text.Length - at));
        }
    }
}
