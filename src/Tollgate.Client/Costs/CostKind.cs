namespace Tollgate.Client.Costs;

/// <summary>What money is spent on.</summary>
public enum CostKind
{
    /// <summary>Fresh input of any kind.</summary>
    Input,

    /// <summary>Output of any kind, reasoning included.</summary>
    Output,

    /// <summary>Input read from the prompt cache.</summary>
    CacheRead,

    /// <summary>Input written to the prompt cache.</summary>
    CacheWrite,

    /// <summary>What is billed by the piece (searches, images, requests), and calls whose parts are not known.</summary>
    Other,
}
