using System.Security.Cryptography;
using Tollgate.Callers.Attributions;

namespace Tollgate.Guards.Canaries;

/// <summary>The key that canaries are hashed under; it lies beside the database, so that a copy of the database alone tells nothing.</summary>
internal sealed class CanaryKeyFile(byte[] bytes)
{
    private const string FileName = "canaries.key";

    /// <summary>The key.</summary>
    public byte[] Bytes => bytes;

    /// <summary>Reads the key from its file in the data folder, or makes it.</summary>
    public static CanaryKeyFile Open(string folder, RandomNumberGenerator random) => new(KeyFile.Open(Path.Combine(folder, FileName), random));
}
