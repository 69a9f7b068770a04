using System.Security.Cryptography;

namespace Tollgate.Callers.Attributions;

/// <summary>A key in a file of its own, which only its owner may read.</summary>
internal static class KeyFile
{
    private const int KeyLength = 32;

    /// <summary>Reads the key, or makes it.</summary>
    public static byte[] Open(string path, RandomNumberGenerator random)
    {
        if (!File.Exists(path))
        {
            Write(path, random);
        }

        return File.ReadAllBytes(path);
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
