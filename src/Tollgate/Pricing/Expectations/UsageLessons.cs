namespace Tollgate.Pricing.Expectations;

/// <summary>What a <see cref="UsageProfile"/> knows, as it is kept in the database. Lists are the last values, the oldest first; shares are in millionths.</summary>
/// <param name="Calls">How many calls it learned from.</param>
internal sealed record UsageLessons(long Calls)
{
    public IReadOnlyList<int> Outputs { get; init; } = [];

    public IReadOnlyList<int> Tokens { get; init; } = [];

    public IReadOnlyList<int> Added { get; init; } = [];

    public IReadOnlyList<int> FirstRead { get; init; } = [];

    public IReadOnlyList<int> NextRead { get; init; } = [];

    public IReadOnlyList<int> OutputRead { get; init; } = [];

    public IReadOnlyList<int> Written { get; init; } = [];

    public IReadOnlyList<int> Hour { get; init; } = [];

    public IReadOnlyList<int> Reasoning { get; init; } = [];
}
