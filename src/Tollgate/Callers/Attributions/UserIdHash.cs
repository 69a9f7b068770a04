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
    private const int KeyLength = 32;

    /// <summary>Reads the key from its file in the data folder, or makes it.</summary>
    public static UserIdHash Open(string folder, CallerOptions options, RandomNumberGenerator random)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            Write(path, random);
        }

        return new UserIdHash(File.ReadAllBytes(path), options.StoreUserIds);
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

    private static void Write(string path, RandomNumberGenerator random)
    {
        var bytes = new byte[KeyLength];
        random.GetBytes(bytes);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }
}
