using System.Text;

namespace Tollgate.Security.Canaries;

/// <summary>What is kept of a canary: enough to know the value again under the key that it was made with, and nothing of the value.</summary>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Length">How many bytes the value has.</param>
/// <param name="Window">A keyed print of its first bytes.</param>
/// <param name="Hash">A keyed hash of all of it.</param>
public sealed record CanaryPrint(string Name, int Length, long Window, byte[] Hash)
{
    /// <summary>The shortest value: what is shorter is met by chance, or can be guessed.</summary>
    public const int Shortest = 12;

    /// <summary>The longest value.</summary>
    public const int Longest = 4096;

    /// <summary>The print of a value.</summary>
    public static CanaryPrint Of(byte[] key, string name, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        return new CanaryPrint(name, bytes.Length, (long)new CanaryKey(key).Window(bytes), CanaryKey.Hash(key, bytes));
    }
}
