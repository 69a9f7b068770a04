namespace Tollgate.TestKit.Provider;

/// <summary>What an answer tells about usage.</summary>
public enum UsageReport
{
    /// <summary>The truth.</summary>
    True,
    /// <summary>Nothing.</summary>
    None,
    /// <summary>An explicit null.</summary>
    Null,
    /// <summary>Zeros, and nothing is charged.</summary>
    Zero,
    /// <summary>Numbers that contradict each other: a total that is 7 above the sum of its parts.</summary>
    Inconsistent,
    /// <summary>Texts where numbers belong.</summary>
    Text,
}
