using Tollgate.Security.Matching;

namespace Tollgate.Security.Custom;

/// <summary>What owners may write as a pattern.</summary>
public static class CustomPattern
{
    /// <summary>No text takes a pattern longer; a guard that is out of time has failed.</summary>
    internal static readonly TimeSpan Most = TimeSpan.FromMilliseconds(250);

    /// <summary>What is wrong with a pattern; null when nothing is.</summary>
    public static string? Fault(string pattern) => LinearPattern.Fault(pattern);
}
