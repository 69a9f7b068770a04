using System.Diagnostics;
using System.Globalization;
using Tollgate.EndToEnd.Gateway;

namespace Tollgate.EndToEnd.Kills;

/// <summary>A disk of a few megabytes under a gateway's data folder, in a mount namespace of its own, so that nothing outside can see it or run full.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly Process _holder;
    private readonly string _data;

    private SmallDisk(Process holder, string data)
    {
        _holder = holder;
        _data = data;
    }

    /// <summary>Its folder, seen from here.</summary>
    public string Folder => string.Create(CultureInfo.InvariantCulture, $"/proc/{_holder.Id}/root{_data}");

    private static string[] Own => System.Environment.IsPrivilegedProcess ? [] : ["--user", "--map-root-user"];

    /// <summary>Puts a disk under the data folder of a setup, whose gateways run on it from now on; null where the machine allows no mount.</summary>
    public static async Task<SmallDisk?> TryMountAsync(GatewaySetup setup, int megabytes, CancellationToken ct)
    {
        Directory.CreateDirectory(setup.Data);
        var script = string.Create(CultureInfo.InvariantCulture, $"mount -t tmpfs -o size={megabytes}m,mode=0700 none '{setup.Data}' && echo mounted && exec sleep 600");
        var holder = Process.Start(new ProcessStartInfo("unshare", [.. Own, "--mount", "sh", "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        if (await holder.StandardOutput.ReadLineAsync(ct) != "mounted")
        {
            holder.Dispose();
            return null;
        }

        var id = holder.Id.ToString(CultureInfo.InvariantCulture);
        setup.Before = ["nsenter", "--target", id, "--mount", .. System.Environment.IsPrivilegedProcess ? [] : (string[])["--user", "--preserve-credentials"]];
        return new SmallDisk(holder, setup.Data);
    }

    /// <summary>Writes until nothing more fits.</summary>
    public void Fill()
    {
        var block = new byte[1 << 16];
        using var file = File.Create(Path.Combine(Folder, "filler"));
        try
        {
            for (var size = block.Length; size > 0;)
            {
                size = TryWrite(file, block.AsSpan(0, size)) ? size : size / 2;
            }
        }
        catch (IOException)
        {
            // Not even what was buffered fits any more.
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Free() => File.Delete(Path.Combine(Folder, "filler"));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _holder.Kill();
        await _holder.WaitForExitAsync();
        _holder.Dispose();
    }

    private static bool TryWrite(FileStream file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(file.SafeFileHandle, bytes, RandomAccess.GetLength(file.SafeFileHandle));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
