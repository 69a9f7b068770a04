namespace Tollgate.Guards.Canaries;

/// <summary>What is kept of a canary.</summary>
/// <param name="Length">How many bytes the value has.</param>
/// <param name="Window">A keyed print of its first bytes.</param>
/// <param name="Hash">A keyed hash of all of it.</param>
internal sealed record CanaryBox(int Length, long Window, byte[] Hash);
