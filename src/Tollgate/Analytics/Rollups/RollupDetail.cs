namespace Tollgate.Analytics.Rollups;

/// <summary>How much of a group a rollup keeps: the less, the fewer rows a question has to read.</summary>
internal enum RollupDetail : byte
{
    /// <summary>The organization only.</summary>
    Total,
    /// <summary>Everything but session and tags.</summary>
    Plain,
    /// <summary>Everything.</summary>
    Full,
}
