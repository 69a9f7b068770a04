namespace Tollgate.Cli.SourceScan.Hooks;

/// <summary>Puts the hook of commits in its place, in front of what is there, and takes it away again without a trace.</summary>
internal sealed class CommitHook(HookPlace place, IReadOnlyList<string> program)
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly string _script = HookScript.Of(program);

    /// <summary>Whether a hook that was there before runs after it.</summary>
    public bool HasChained => IsThere(place.Chained);

    /// <summary>What stands there.</summary>
    public HookState State
    {
        get
        {
            if (!IsThere(place.File))
            {
                return HookState.Missing;
            }

            var text = File.Exists(place.File) ? File.ReadAllText(place.File) : string.Empty;
            return text == _script ? HookState.Installed
                : !HookScript.IsOurs(text) ? HookState.Foreign
                : HookScript.IsChanged(text) ? HookState.Changed
                : HookState.Outdated;
        }
    }

    /// <summary>Installs it; the sentence says what was done.</summary>
    public string Install(bool isForced)
    {
        var state = State;
        Refuse(state, isForced);
        if (state == HookState.Installed)
        {
            return $"The hook is in place already: {place.File}";
        }

        Directory.CreateDirectory(Path.GetDirectoryName(place.File)!);
        if (state == HookState.Foreign)
        {
            File.Move(place.File, place.Chained);
        }

        Write();
        return state == HookState.Foreign
            ? $"The hook is in place: {place.File}. The one that was there runs after it, as {Path.GetFileName(place.Chained)}."
            : $"The hook is in place: {place.File}";
    }

    /// <summary>Takes it away and puts back what was there; the sentence says what was done.</summary>
    public string Uninstall(bool isForced)
    {
        var state = State;
        if (state is HookState.Missing or HookState.Foreign)
        {
            return HasChained
                ? throw new CliFault(ExitCode.Conflict, $"{place.File} is not the hook of Tollgate any more, but {place.Chained} waits to be put back. Look at both.")
                : "There is no hook of Tollgate here.";
        }

        if (state == HookState.Changed && !isForced)
        {
            throw new CliFault(ExitCode.Conflict, $"{place.File} was changed by hand. Look at it; --force takes it away.");
        }

        File.Delete(place.File);
        if (!HasChained)
        {
            return $"The hook is gone: {place.File}";
        }

        File.Move(place.Chained, place.File);
        return $"The hook is gone; what was there before is back: {place.File}";
    }

    private void Refuse(HookState state, bool isForced)
    {
        if (state == HookState.Foreign && HasChained)
        {
            throw new CliFault(ExitCode.Conflict, $"{place.Chained} is there already, and {place.File} is not Tollgate's. Look at both, and take one away.");
        }

        if (place.IsShared && !isForced)
        {
            throw new CliFault(ExitCode.Conflict, $"core.hooksPath names a folder that all your repositories use: {Path.GetDirectoryName(place.File)}. --force installs the hook for all of them.");
        }

        if (state == HookState.Changed && !isForced)
        {
            throw new CliFault(ExitCode.Conflict, $"{place.File} was changed by hand. Look at it; --force writes it anew.");
        }
    }

    /// <summary>Whole or not at all: a hook that is half written would stop every commit.</summary>
    private void Write()
    {
        var half = $"{place.File}.new-tollgate";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Mode;
        }

        using (var writer = new StreamWriter(half, options))
        {
            writer.Write(_script);
        }

        File.Move(half, place.File, overwrite: true);
    }

    /// <summary>A link that leads nowhere is there too.</summary>
    private static bool IsThere(string path) => File.Exists(path) || new FileInfo(path).LinkTarget is not null;
}
