using System.Text;

namespace Tollgate.EndToEnd.Gateway;

/// <summary>Searches for secrets, byte by byte.</summary>
internal static class SecretSearch
{
    private const int Window = 1 << 20;

    /// <summary>The files below a folder that hold a secret.</summary>
    public static IEnumerable<string> FilesWith(string folder, string secret) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Holds(file, Encoding.UTF8.GetBytes(secret))) : [];

    private static bool Holds(string file, byte[] needle)
    {
        using var stream = File.OpenRead(file);
        var buffer = new byte[Window + needle.Length];
        var kept = 0;
        int read;
        while ((read = stream.Read(buffer, kept, Window)) > 0)
        {
            var filled = kept + read;
            if (buffer.AsSpan(0, filled).IndexOf(needle) >= 0)
            {
                return true;
            }

            kept = Math.Min(filled, needle.Length - 1);
            buffer.AsSpan(filled - kept, kept).CopyTo(buffer);
        }

        return false;
    }
}
