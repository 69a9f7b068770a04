using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Callers.Attributions;

/// <summary>
/// End-user ids are kept as keyed hashes: the same person is recognised within an organization, and nobody else can find out who it is
/// by trying names. The key lies in a file of its own, so that a copy of the database alone tells nothing.
/// </summary>
internal sealed class UserIdHash(byte[] key, bool storesPlain)
{
    private const string FileName = "user-ids.key";

    /// <summary>Reads the key from its file in the data folder, or makes it.</summary>
    public static UserIdHash Open(string folder, CallerOptions options, RandomNumberGenerator random)
    {
        return new UserIdHash(KeyFile.Open(Path.Combine(folder, FileName), random), options.StoreUserIds);
    }

    /// <summary>What is kept of an end-user id.</summary>
    public string? Of(Guid organization, string? user)
    {
        if (string.IsNullOrWhiteSpace(user))
        {
            return null;
        }

        if (storesPlain)
        {
            return Tags.Label(user);
        }

        var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{organization}\n{user}"));
        return $"u-{Convert.ToHexStringLower(hash.AsSpan(0, 16))}";
    }
}
