namespace Tollgate.Cli.SourceScan.Git;

/// <summary>How an answer about a content came.</summary>
internal enum BlobState : byte
{
    /// <summary>It was read.</summary>
    Read,

    /// <summary>The repository does not hold it.</summary>
    Missing,

    /// <summary>It is larger than what is read.</summary>
    TooLarge,
}
