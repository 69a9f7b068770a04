namespace Tollgate.Cli.Connect;

/// <summary>Writes a settings file and keeps what was there, so that it can be put back.</summary>
internal static class SettingsBackup
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Where the former file is kept; an empty one stands for none.</summary>
    public static string PathOf(string file) => file + ".before-tollgate";

    /// <summary>The text that is there; empty when there is no file.</summary>
    public static string Read(string file) => File.Exists(file) ? File.ReadAllText(file) : string.Empty;

    /// <summary>Writes the file, readable by its owner only, for it holds a key. The first backup stays, however often this is done.</summary>
    public static void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (!File.Exists(PathOf(file)))
        {
            WriteOwned(PathOf(file), Read(file));
        }

        WriteOwned(file, text);
    }

    /// <summary>Puts the former file back; false when nothing was written.</summary>
    public static bool Undo(string file)
    {
        var kept = PathOf(file);
        if (!File.Exists(kept))
        {
            return false;
        }

        if (new FileInfo(kept).Length == 0)
        {
            File.Delete(file);
            File.Delete(kept);
            return true;
        }

        File.Move(kept, file, overwrite: true);
        return true;
    }

    private static void WriteOwned(string file, string text)
    {
        var next = file + ".tollgate-next";
        File.Delete(next);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var writer = new StreamWriter(next, options))
        {
            writer.Write(text);
        }

        File.Move(next, file, overwrite: true);
    }
}
