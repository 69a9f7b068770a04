using Tollgate.Core;

namespace Tollgate.Client.Attribution;

/// <summary>One thing that cost money, and whose it is.</summary>
/// <param name="Id">Its id, the same when it is told again.</param>
/// <param name="Principal">Who caused it.</param>
/// <param name="Resource">What it went to: a model, a server, an API.</param>
public sealed record CostShare(string Id, string Principal, string Resource)
{
    /// <summary>What of the resource it was: a tool, an operation; null for nothing in particular.</summary>
    public string? Capability { get; init; }

    /// <summary>How it was reached, for example <c>openai</c> or <c>mcp</c>; null where that does not matter.</summary>
    public string? Protocol { get; init; }

    /// <summary>What it was expected to cost; null where nobody said.</summary>
    public Money? Estimated { get; init; }

    /// <summary>What it cost; null where that is not known.</summary>
    public Money? Actual { get; init; }

    /// <summary>When it was; null for now.</summary>
    public DateTimeOffset? At { get; init; }
}
