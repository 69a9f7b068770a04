using System.Security.Cryptography;

namespace Tollgate.Upstreams.Keys;

/// <summary>
/// The key that seals provider keys in the database: TOLLGATE_MASTER_KEY, or the file master.key beside the data (0600), made when first needed.
/// </summary>
internal sealed class MasterKey(Func<string, string?> environment, string folder)
{
    /// <summary>The environment variable.</summary>
    public const string Variable = "TOLLGATE_MASTER_KEY";

    /// <summary>The file beside the data.</summary>
    public const string FileName = "master.key";

    /// <summary>AES-256.</summary>
    public const int Bytes = 32;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Lock _gate = new();
    private byte[]? _key;

    /// <summary>The key's bytes.</summary>
    /// <exception cref="InvalidDataException">What is set is not a key, or others can read it.</exception>
    public byte[] Read()
    {
        lock (_gate)
        {
            return _key ??= FromEnvironment() ?? FromFile(Path.Combine(folder, FileName));
        }
    }

    private byte[]? FromEnvironment()
    {
        var text = environment(Variable)?.Trim();
        return string.IsNullOrEmpty(text) ? null : Decode(text) ?? throw new InvalidDataException($"{Variable} is not a key: 32 bytes as base64 or as 64 hexadecimal digits.");
    }

    private static byte[] FromFile(string path)
    {
        if (!File.Exists(path))
        {
            return Make(path);
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
        {
            throw new InvalidDataException($"{path} can be read by others. `chmod 600 {path}` makes it private.");
        }

        return Decode(File.ReadAllText(path).Trim()) ?? throw new InvalidDataException($"{path} does not hold a key: 32 bytes as base64.");
    }

    private static byte[] Make(string path)
    {
        var key = RandomNumberGenerator.GetBytes(Bytes);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var file = new FileStream(path, options);
        file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + "\n"));
        file.Flush(flushToDisk: true);
        return key;
    }

    private static byte[]? Decode(string text)
    {
        try
        {
            var bytes = text.Length == Bytes * 2 ? Convert.FromHexString(text) : Convert.FromBase64String(text);
            return bytes.Length == Bytes ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
